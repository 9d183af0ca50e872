package dev.halfway.hub;

import java.io.IOException;

/**
 * A system that the hub's events are written to. A further one is a further bean.
 *
 * <p>One thread of each node writes to it, batch after batch. A batch, or a part of it, is written
 * again when a node dies before the broker has heard that it is written, and when the system has
 * refused the whole of it: writing it twice must leave the system as writing it once.
 */
interface Sink {

  /** Lower-case letters; in paths, in the names of properties and of the subscription. */
  String name();

  /**
   * Whether it is configured.
   *
   * @throws IllegalStateException that names the property that is wrong
   */
  boolean isOn();

  /** When a batch is full. */
  BatchLimits limits();

  /**
   * Writes a batch. When this returns the system has what has no verdict, durably as far as it
   * promises that.
   *
   * @throws RequestRefused when the system may have refused all for the fault of one event; a
   *     RuntimeException is taken for the same: {@link Division} finds the event
   * @throws IOException when the system has not all of it, or nobody knows, and no event is at
   *     fault: it is given it again later
   */
  Outcome write(Batch batch) throws IOException, InterruptedException;

  /**
   * Ends a write that waits for the system, if there is one: it fails soon. Called by another
   * thread, at the end.
   */
  default void stop() {}
}
