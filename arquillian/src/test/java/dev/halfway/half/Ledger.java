package dev.halfway.half;

import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Script;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * All transactions that were begun, and what whoever began them was told in the end. Written before
 * anything is sent, so that none is forgotten. Thread-safe.
 */
final class Ledger {

  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

  /** What an application can be told. */
  enum Told {
    /** Nothing yet. */
    RUNNING,
    /** That it has committed. */
    COMMITTED,
    /** That it was rolled back. */
    ROLLED_BACK,
    /** That it has failed, and not how it ended. */
    FAILED,
    /** Nothing: whom it asked was gone, or did not answer. */
    NOTHING
  }

  /**
   * A transaction.
   *
   * @param why it did not commit, in words; empty where it did
   */
  record Entry(Script script, Told told, String why) {}

  /** Runs a transaction to its end, or to that of the server. */
  Told run(HalfProbe probe, Script script) {
    begin(script);
    try {
      return end(script, probe.run(script), null);
    } catch (UncheckedIOException | AssertionError e) {
      return end(script, null, e);
    }
  }

  /** Starts a transaction, in a thread of its own; what it returns never fails. */
  CompletableFuture<Told> start(HalfProbe probe, Script script) {
    begin(script);
    return probe.start(script).handle((outcome, failure) -> end(script, outcome, failure));
  }

  /** Starts a transaction that is held, and waits until it has come that far. */
  CompletableFuture<Told> startHeld(HalfProbe probe, Script script) {
    begin(script);
    return probe.startHeld(script).handle((outcome, failure) -> end(script, outcome, failure));
  }

  private void begin(Script script) {
    Entry before = entries.putIfAbsent(script.id(), new Entry(script, Told.RUNNING, ""));
    if (before != null) {
      throw new IllegalArgumentException("was there before: " + script);
    }
  }

  private Told end(Script script, @Nullable Outcome outcome, @Nullable Throwable failure) {
    Entry entry =
        outcome == null
            ? new Entry(script, Told.NOTHING, why(failure))
            : new Entry(script, told(outcome.end()), outcome.failureText());
    entries.put(script.id(), entry);
    return entry.told();
  }

  private static Told told(Outcome.End end) {
    return switch (end) {
      case COMMITTED -> Told.COMMITTED;
      case ROLLED_BACK -> Told.ROLLED_BACK;
      case UNKNOWN -> Told.FAILED;
    };
  }

  private static String why(@Nullable Throwable failure) {
    @Nullable Throwable cause =
        failure instanceof CompletionException ? failure.getCause() : failure;
    return String.valueOf(cause);
  }

  /** All of them, in no order. */
  List<Entry> entries() {
    return List.copyOf(entries.values());
  }
}
