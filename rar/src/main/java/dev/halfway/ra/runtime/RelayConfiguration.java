package dev.halfway.ra.runtime;

import dev.halfway.ra.marker.MarkerConfiguration;
import dev.halfway.ra.protocol.Lanes;
import dev.halfway.ra.protocol.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the relay has to be told; checked by whoever made it.
 *
 * @param connectionFactory JNDI name of the broker's own connection factory
 * @param user at the broker, or null
 * @param password at the broker, or null
 * @param dataSource JNDI name of the markers' datasource; null when there are only checkers
 * @param relayDataSource JNDI name of another one of the same database, for everything but writing
 *     markers; null for the same
 * @param owner the application's name, where it has no marker store; null where it has one
 * @param managementQueue JNDI name of the broker's management address, or null
 * @param node name of this node
 * @param lanes its queues
 * @param parkedQueue name of the queue of what nobody looks at but operators
 * @param controlQueue name of the queue that binds the broker to its marker store or, where there
 *     is none, has the signs of life of the application's nodes
 * @param markers configuration of the marker store
 * @param policy how patient the relay is
 * @param linger milliseconds that a batch waits for more
 * @param heartbeat milliseconds between signs of life
 * @param takeoverAfter milliseconds without one after which queues are taken over
 * @param sendTimeout milliseconds that a call of the broker may last
 * @param checkTimeout milliseconds that a checker may take
 * @param maxPending messages on their way before callers wait
 * @param backPressureTimeout how long they wait
 * @param intervals of what is done now and then
 */
public record RelayConfiguration(
    String connectionFactory,
    @Nullable String user,
    @Nullable String password,
    @Nullable String dataSource,
    @Nullable String relayDataSource,
    @Nullable String owner,
    @Nullable String managementQueue,
    String node,
    Lanes lanes,
    String parkedQueue,
    String controlQueue,
    MarkerConfiguration markers,
    Policy policy,
    long linger,
    long heartbeat,
    long takeoverAfter,
    long sendTimeout,
    long checkTimeout,
    int maxPending,
    Duration backPressureTimeout,
    Intervals intervals) {

  /**
   * How often things are done that are no hurry.
   *
   * @param inspection milliseconds between looks for what an operator has to look at
   * @param retention milliseconds between looks for markers that nobody needs any more
   * @param forgetAfter milliseconds for which a queue that was left alone has to be empty before it
   *     is forgotten: longer than a broker takes to notice that a client is gone, whose messages
   *     nobody sees until then
   * @param startUp milliseconds for which the server may be starting, if it does not say that it
   *     has started
   * @param passing milliseconds after which what is missing is an alarm
   */
  public record Intervals(
      long inspection, long retention, long forgetAfter, long startUp, long passing) {}

  /** Without the password. */
  @Override
  public String toString() {
    return "half messages of node " + node + " in " + lanes.prefix() + " by " + connectionFactory;
  }
}
