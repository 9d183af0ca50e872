package dev.halfway.ra.api;

/** How a local transaction ended, as far as is known. */
public enum Verdict {
  /** It committed: its messages are to be delivered. */
  COMMIT,
  /** It did not commit and never will: its messages are to be discarded. */
  ROLLBACK,
  /** It is not known yet: ask again later. No message is discarded because of this. */
  UNKNOWN
}
