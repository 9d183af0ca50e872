package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.Where;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Outcome;
import dev.halfway.half.probe.Outcome.End;
import dev.halfway.half.probe.Received;
import dev.halfway.half.probe.Script;
import dev.halfway.ra.api.PropertyNames;
import dev.halfway.server.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A message whose destination does not take it, in the middle of a batch of the real server's
 * relay: the others pass, and it is delivered once as soon as its destination takes it.
 */
class HalfUndeliverableTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String GONE = "halfway.gone";
  private static final String SMALL = "halfway.small";

  private static final FaultPoints POINTS = FaultPoints.named("undeliverable-points");
  private static final FaultPoint BATCH =
      POINTS.at("dev.halfway.ra.protocol.BatchCheck", "decide", Where.ENTRY);

  private static ServerProcess server;
  private static HalfProbe probe;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.fresh("undeliverable", Map.of("halfway.half.check-interval", "200"))
            .javaOptions(POINTS.javaOptions())
            .start();
    probe = HalfProbe.deployTo(server);
  }

  @AfterAll
  static void stop() {
    POINTS.close();
    server.close();
  }

  /** No thread waits for a test that has failed. */
  @AfterEach
  void letGo() {
    BATCH.release();
  }

  @Test
  void isSetAsideWithItsCauseAndDeliveredWhenItsDestinationIsBack() {
    server.addQueue(GONE);
    gatherBatch("gone", GONE);
    server.removeQueue(GONE);
    BATCH.release();

    assertThatTheOthersPass("gone");
    assertThatTheCulpritWaits(GONE);

    server.addQueue(GONE);
    assertIsDelivered(GONE, 1);
    assertThat(probe.rows()).contains("gone-culprit");
    assertThat(probe.receiveAll()).isEmpty();
  }

  @Test
  void isSetAsideWhileItsDestinationIsFullAndDeliveredWhenThereIsRoom() {
    server.addQueue(SMALL);
    server.refuseBeyond(SMALL, 10_000);
    run(Script.of("fills").to(SMALL).filled(20_000));
    await().atMost(PATIENCE).until(() -> server.messagesAdded(SMALL) == 1);

    gatherBatch("full", SMALL);
    BATCH.release();

    assertThatTheOthersPass("full");
    assertThatTheCulpritWaits(SMALL);

    server.empty(SMALL);
    assertIsDelivered(SMALL, 2);
    assertThat(probe.receiveAll()).isEmpty();
  }

  /** One message alone, and while the relay has it in its hands five more in the same lane. */
  private static void gatherBatch(String id, String destination) {
    BATCH.block();
    run(Script.of(id + "-0"));
    BATCH.awaitReached();
    run(Script.of(id + "-1"));
    run(Script.of(id + "-2"));
    run(Script.of(id + "-culprit").to(destination));
    run(Script.of(id + "-3"));
    run(Script.of(id + "-4"));
  }

  private static void run(Script script) {
    Outcome outcome = probe.run(script.property(PropertyNames.KEY, "one lane"));
    assertThat(outcome.end()).as(outcome.toString()).isEqualTo(End.COMMITTED);
  }

  private static void assertThatTheOthersPass(String id) {
    List<String> others =
        IntStream.range(0, 5).mapToObj(number -> Script.of(id + "-" + number).text(0)).toList();
    await().atMost(PATIENCE).until(() -> probe.browse().size() == others.size());
    assertThat(probe.receiveAll()).extracting(Received::text).containsExactlyElementsOf(others);
  }

  private static void assertThatTheCulpritWaits(String destination) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode all = inDoubt();
              assertThat(all).hasSize(1);
              JsonNode culprit = all.get(0);
              assertThat(culprit.get("destination").asText()).isEqualTo(destination);
              assertThat(culprit.get("state").asText()).isEqualTo("WAITING");
              assertThat(culprit.get("verdict").asText()).isEqualTo("COMMIT");
              assertThat(culprit.get("cause").asText()).contains(destination);
            });
  }

  /** The last of so many, and nothing of it is left. */
  private static void assertIsDelivered(String destination, int messages) {
    await().atMost(PATIENCE).until(() -> server.messagesAdded(destination) == messages);
    await().atMost(PATIENCE).until(() -> inDoubt().isEmpty());
    assertThat(server.messagesAdded(destination)).isEqualTo(messages);
  }

  private static JsonNode inDoubt() {
    return server.client().get("api/transaction/in-doubt").json();
  }
}
