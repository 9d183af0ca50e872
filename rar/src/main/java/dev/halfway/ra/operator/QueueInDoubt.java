package dev.halfway.ra.operator;

import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.binding.Ownership;

/** A queue of half messages, and what it means to be in it. */
public record QueueInDoubt(String name, State state) {

  /** Selects this application's messages of the queue. */
  String mine(Ownership ownership) {
    return state == State.PARKED ? ownership.inSharedQueues() : ownership.inOwnQueues();
  }
}
