package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.half.payments.Completion;
import dev.halfway.half.probe.HalfProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * As many commits wait for delivery at once as the datasource has connections. WildFly gives those
 * back only when the waiting is over, so the relay needs a pool of its own.
 */
class SynchronousCommitTest {

  private static final int CONNECTIONS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final FaultPoints POINTS = FaultPoints.named("synchronous-commit-points");
  private static final FaultPoint READING =
      POINTS.at("dev.halfway.ra.marker.MarkerReader", "read", Where.ENTRY);
  private static final FaultPoint WAITING =
      POINTS.at("dev.halfway.ra.Engine", "awaitDelivery", Where.ENTRY);

  private static final String CONNECTION_DEFINITION =
      ":add(class-name=dev.halfway.ra.outbound.HalfMessageManagedConnectionFactory,jndi-name=java:/jms/%s,no-recovery=true,tracking=false)";

  private static final String POOLS =
      """
      /subsystem=datasources/data-source=orders-db:write-attribute(name=max-pool-size,value=%d)
      data-source add --name=orders-relay --jndi-name=java:/jdbc/orders-relay --jta=false --driver-name=h2 \
        --connection-url=jdbc:h2:file:${jboss.server.data.dir}/orders;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE --user-name=sa --password=sa
      """
          .formatted(CONNECTIONS);

  /** One more connection factory of an adapter, whose commits wait for as long as it takes. */
  private static String waiting(String adapter, String name) {
    String definition =
        "/subsystem=resource-adapters/resource-adapter=%s/connection-definitions=%s"
            .formatted(adapter, name);
    return String.join(
        "\n",
        definition + CONNECTION_DEFINITION.formatted(name),
        definition + "/config-properties=completion:add(value=SYNC)",
        definition + "/config-properties=syncTimeout:add(value=600000)");
  }

  private static String property(String adapter, String name, String value) {
    return "/subsystem=resource-adapters/resource-adapter=%s/config-properties=%s:add(value=%s)"
        .formatted(adapter, name, value);
  }

  private static StandaloneAdapter adapter;
  private static HalfProbe probe;
  private static Payer payer;

  @BeforeAll
  static void start() {
    adapter =
        StandaloneAdapter.start(
            "synchronous-commit",
            POINTS.javaOptions(),
            POOLS,
            property("halfway", "lanes", "1"),
            property("halfway", "relayDataSource", "java:/jdbc/orders-relay"),
            waiting("halfway", "Waiting"),
            "/subsystem=resource-adapters/resource-adapter=one-pool:add(archive=halfway-rar.rar,transaction-support=XATransaction)",
            property("one-pool", "dataSource", "java:/jdbc/orders-db"),
            property("one-pool", "node", "one-pool"),
            waiting("one-pool", "WaitingForItself"));
    probe = HalfProbe.deployTo(adapter.server());
    payer = Payer.deployTo(adapter.server(), "java:/jms/Waiting");
  }

  @AfterAll
  static void stop() {
    POINTS.close();
    adapter.close();
  }

  @Test
  void returnsWhenItsMessageIsDeliveredAlthoughAllConnectionsAreHeldByOthersLikeIt()
      throws Exception {
    int before = WAITING.hits();
    READING.block();

    List<CompletableFuture<String>> paying =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i -> payer.startPayingBeforeSending("payment-" + i))
            .toList();
    await("all commits wait")
        .atMost(PATIENCE)
        .until(() -> WAITING.hits() == before + CONNECTIONS && READING.isReached());
    READING.release();

    for (CompletableFuture<String> one : paying) {
      assertThat(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEmpty();
    }
    assertThat(probe.receiveAll()).as("delivered before they returned").hasSize(CONNECTIONS);
  }

  @Test
  void isRefusedWhereTheRelayHasNoPoolOfItsOwn() {
    assertThat(payer.by("java:/jms/WaitingForItself").pay("refused", Completion.COMMIT, ""))
        .contains("relayDataSource: it must be set");
  }
}
