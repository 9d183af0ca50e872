package dev.halfway.hub;

/**
 * Why an event is not written.
 *
 * @param why as the system says it
 */
record EventVerdict(Kind kind, String why) {

  /** What it means for the event, the gentler the later. */
  enum Kind {
    /** The system says that it is the event's fault: it is a dead letter. */
    REFUSED,
    /**
     * The event's fault, or a state of the system: a dead letter if it fails again while others are
     * written.
     */
    DOUBTFUL,
    /** The system's fault, or nobody knows: it is given to the system again, for ever. */
    AGAIN
  }

  static EventVerdict refused(String why) {
    return new EventVerdict(Kind.REFUSED, why);
  }

  static EventVerdict doubtful(String why) {
    return new EventVerdict(Kind.DOUBTFUL, why);
  }

  static EventVerdict again(String why) {
    return new EventVerdict(Kind.AGAIN, why);
  }

  /** The gentler one, where an event has two. */
  EventVerdict or(EventVerdict other) {
    return kind.compareTo(other.kind) >= 0 ? this : other;
  }
}
