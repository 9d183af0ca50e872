package dev.halfway.half;

import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;

/** Where a server dies: on the way of a transaction, or while a lane's relay settles a batch. */
enum Step {
  /** Before the marker is written. */
  UNMARKED("marker.MarkerWriter", "write", Where.ENTRY, 1, Death.HALTED, 0),
  /** When the marker is written and no half message is durable. */
  MARKED("marker.MarkerWriter", "write", Where.EXIT, 1, Death.KILLED, Step.VICTIMS - 1),
  /** When the half messages are durable and the database has not been told to commit. */
  PREPARED("outbound.BranchSessions", "commitHalf", Where.EXIT, 1, Death.HALTED, 0),
  /** When the database has committed and the adapter does not know. */
  COMMITTED(
      "outbound.OpenTransaction", "afterCompletion", Where.ENTRY, 1, Death.KILLED, Step.VICTIMS),
  /** When a batch was received, and no marker read. */
  RECEIVED("broker.LaneReceiver", "take", Where.EXIT, 1, Death.KILLED),
  /** When the markers of a batch are read, and nothing of it is forwarded. */
  DECIDED("protocol.Relay", "settle", Where.ENTRY, 1, Death.HALTED),
  /** Between two messages of a batch. */
  FORWARDING("broker.JmsHalfQueue", "forward", Where.ENTRY, 3, Death.HALTED),
  /** When a batch is forwarded, and the broker has not committed. */
  FORWARDED("broker.JmsHalfQueue", "commit", Where.ENTRY, 1, Death.KILLED),
  /** When the broker has committed a batch, and nothing else was done. */
  SETTLED("broker.JmsHalfQueue", "commit", Where.EXIT, 1, Death.HALTED),
  /** When a fence is set, and its message not discarded. */
  FENCED("marker.MarkerReader", "fence", Where.EXIT, 1, Death.KILLED);

  /** How a server dies. */
  enum Death {
    /** By itself, by {@code Runtime.halt}: nobody else got any further. */
    HALTED,
    /**
     * By {@code kill -9}, while a thread waits at the step: all others got as far as they could.
     */
    KILLED
  }

  /** How many transactions come to a step on the way of a transaction, at the same time. */
  static final int VICTIMS = 4;

  /** No victims: it is in the relay. */
  private static final int RELAY = -1;

  private final String className;
  private final String method;

  @SuppressWarnings("ImmutableEnumChecker") // It is a record of a text.
  private final Where where;

  private final int nth;
  private final Death death;
  private final int rows;

  Step(String className, String method, Where where, int nth, Death death) {
    this(className, method, where, nth, death, RELAY);
  }

  Step(String className, String method, Where where, int nth, Death death, int rows) {
    this.className = className;
    this.method = method;
    this.where = where;
    this.nth = nth;
    this.death = death;
    this.rows = rows;
  }

  FaultPoint in(FaultPoints points) {
    return points.at("dev.halfway.ra." + className, method, where);
  }

  /** Has the server die here, or wait to be killed. */
  void arm(FaultPoint point) {
    switch (death) {
      case HALTED -> point.haltAt(nth);
      case KILLED -> point.blockAt(nth);
    }
  }

  boolean isKilled() {
    return death == Death.KILLED;
  }

  /** Whether it is in the relay, not on the way of a transaction. */
  boolean isInRelay() {
    return rows == RELAY;
  }

  /** How many of the {@link #VICTIMS} have committed. */
  int rows() {
    return rows;
  }
}
