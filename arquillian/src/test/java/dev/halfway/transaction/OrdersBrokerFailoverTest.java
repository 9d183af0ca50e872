package dev.halfway.transaction;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.cluster.TwoNodes;
import dev.halfway.tag.Thorough;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The broker is a primary with a backup. The primary is killed while orders are placed on two nodes
 * by every mode, and comes back.
 */
@Thorough
class OrdersBrokerFailoverTest {

  private static RemoteArtemis primary;
  private static RemoteArtemis backup;
  private static TwoNodes nodes;

  @BeforeAll
  static void start() {
    List<RemoteArtemis> pair = RemoteArtemis.pair("failover");
    primary = pair.get(0).start();
    backup = pair.get(1).startAsBackup();
    nodes = TwoNodes.startOn(primary, backup);
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  void losesInventsAndRepeatsNothingButByPlainSending() {
    OrderLoad onOne = OrderLoad.on(nodes.one().client(), nodes.rows(), 2);
    OrderLoad onTwo = OrderLoad.on(nodes.two().client(), nodes.rows(), 2);
    List<OrderLoad> loads = List.of(onOne, onTwo);
    try (onOne;
        onTwo) {
      loads.forEach(load -> load.awaitAccepted(10));
      primary.kill();
      backup.awaitTakingConnections();
      loads.forEach(load -> load.awaitAccepted(10));
      primary.start();
      loads.forEach(load -> load.awaitAccepted(10));
    }
    loads.forEach(OrderLoad::assertKept);
  }
}
