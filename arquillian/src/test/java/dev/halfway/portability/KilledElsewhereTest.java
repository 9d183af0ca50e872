package dev.halfway.portability;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.half.HalfMessagesLeft;
import dev.halfway.half.ServerKilledTest;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Hold;
import dev.halfway.half.probe.Received;
import dev.halfway.portability.orders.OrderConsumer;
import dev.halfway.server.AppServer;
import dev.halfway.tag.Portability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** Another server than WildFly dies, as often as that one does in its own test. */
@Portability
abstract class KilledElsewhereTest extends ServerKilledTest {

  private static final Map<String, String> PROPERTIES =
      Map.of("lanes", "1", "immunity", "1000", "checkInterval", "200");

  private final RemoteArtemis broker =
      RemoteArtemis.fresh(
              getClass().getSimpleName() + "-broker", HalfProbe.QUEUE, OrderConsumer.QUEUE)
          .start();

  /** A server that was never started. */
  abstract AppServer server(
      String name,
      RemoteArtemis broker,
      Postgres database,
      List<String> javaOptions,
      Map<String, String> properties);

  @Override
  protected final AppServer server(String name, Postgres database, List<String> javaOptions) {
    return server(name, broker, database, javaOptions, PROPERTIES);
  }

  @Override
  protected final HalfProbe probeIn(AppServer server) {
    return HalfProbe.of(server.client()).withTables();
  }

  /** No name of a transaction manager is common to all servers: so none waits between the votes. */
  @Override
  protected final List<Hold> holds() {
    return List.of(Hold.WORKED, Hold.COMPLETING, Hold.COMMITTED);
  }

  @Override
  protected final HalfMessagesLeft left(AppServer server) {
    return HalfMessagesLeft.in(broker.queues());
  }

  @Override
  protected final List<Received> received(HalfProbe probe) {
    return broker.queues().receiveAll(HalfProbe.QUEUE).stream().map(Received::of).toList();
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }
}
