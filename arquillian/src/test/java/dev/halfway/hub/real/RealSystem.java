package dev.halfway.hub.real;

import java.util.List;
import java.util.Map;

/** A system that the hub writes to, started by a test: killed, and started again with its data. */
interface RealSystem extends AutoCloseable {

  /** The sink that writes to it. */
  String sink();

  /** What makes a server write to it. */
  Map<String, String> settings();

  /** Starts it, again with the data it had, and waits until it answers. */
  void start();

  /** Kills it without warning, and waits. */
  void kill();

  /**
   * The ids of the events that begin so, as it finds them by a query: as often as they are there.
   */
  List<String> ids(String prefix);

  @Override
  void close();
}
