package dev.halfway.transaction;

import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.server.ServerProcess;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Orders are placed before any consumer has come to a broker that is new: their subscriptions are
 * there all the same.
 */
class FirstOrderTest {

  private final FaultPoints points = FaultPoints.named("first-order-points");

  /** Where a message-driven bean begins to consume. */
  private final FaultPoint consuming =
      points.at(
          "org.apache.activemq.artemis.ra.inflow.ActiveMQMessageHandler", "setup", Where.ENTRY);

  private ServerProcess server;

  @BeforeEach
  void start() {
    consuming.block();
    server = ServerProcess.fresh("first-order", Map.of()).javaOptions(points.javaOptions()).start();
  }

  @AfterEach
  void stop() {
    points.close();
    server.close();
  }

  @Test
  void ordersThatArePlacedBeforeTheFirstConsumerComesHaveTheirEffects() {
    List<String> orders =
        Stream.of(Mode.values())
            .map(
                mode ->
                    Ordering.placed(
                        server.client(), mode, Ordering.body("early-" + mode, "tea", 1, "1")))
            .toList();
    consuming.release();

    orders.forEach(order -> Ordering.awaitDone(server.client(), order));
  }
}
