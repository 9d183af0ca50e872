package dev.halfway.ra.api;

/** How a local transaction ended, as far as somebody knows. */
public enum Verdict {
  /** It committed: its messages are to be delivered. */
  COMMIT,
  /** It did not commit and never will: its messages are to be swallowed. */
  ROLLBACK,
  /** Nobody knows yet: ask again later. Nothing is ever dropped because of this. */
  UNKNOWN
}
