package dev.halfway.bus;

/** Where an order of the lottery stands. */
public enum OrderState {
  /** The centre has it, and has told nobody yet. */
  CREATED,
  /** A ticket is wanted for it. */
  DISPATCHED,
  /** It has a ticket. */
  TICKETED,
  /** It has none, and never will. */
  TICKET_FAILED,
  /** Its game is drawn, and its prize is wanted. */
  DRAWN,
  /** It has won. */
  WON,
  /** It has won nothing. */
  LOST
}
