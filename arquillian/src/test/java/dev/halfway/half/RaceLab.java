package dev.halfway.half;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.broker.RemoteArtemis;
import dev.halfway.database.Postgres;
import dev.halfway.fault.FaultPoint;
import dev.halfway.fault.FaultPoints;
import dev.halfway.fault.TcpProxy;
import dev.halfway.fault.Where;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.server.ServerProcess;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Two nodes on one broker and one PostgreSQL, which they reach over a network that can be broken.
 * Node a runs the transactions. Each node has half queues of its own; node b relays those of node a
 * when it hears nothing of it.
 *
 * <p>Checks follow each other quickly, and few of them would park a message if they counted.
 */
final class RaceLab implements AutoCloseable {

  static final int MAX_CHECKS = 3;

  /** More than twice as many as park a message if they count. */
  static final int MANY = 2 * MAX_CHECKS + 1;

  private static final int IMMUNITY_MILLIS = 500;
  private static final int INTERVAL_MILLIS = 100;
  private static final int LONGEST_INTERVAL_MILLIS = 100;

  /** Within which a check that counts would have come MAX_CHECKS times. */
  static final Duration ALL_CHECKS =
      Duration.ofMillis(IMMUNITY_MILLIS + MAX_CHECKS * LONGEST_INTERVAL_MILLIS);

  /** So long that a node that is only slow keeps its queues, on a machine that is busy as well. */
  private static final String TAKEOVER_MILLIS = "30000";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SETTLING = Duration.ofMinutes(1);
  private static final String RELAY = "dev.halfway.ra.protocol.BatchCheck";
  private static final String MARKERS = "dev.halfway.ra.marker.MarkerReader";
  private static final List<String> QUEUES_OF_A =
      List.of("halfway.half.a.0", "halfway.half.a.1", "halfway.half.a.waiting");
  private static final List<String> QUEUES_OF_B =
      List.of("halfway.half.b.0", "halfway.half.b.1", "halfway.half.b.waiting");
  private static final String PARKED = "halfway.half.parked";

  private final Postgres postgres = Postgres.start();
  private final TcpProxy network = TcpProxy.ofPostgres(postgres.port());
  private final RemoteArtemis broker = RemoteArtemis.fresh("race-broker", HalfProbe.QUEUE).start();

  private final FaultPoints pointsOfA = FaultPoints.named("race-points-a");
  private final FaultPoint looksOfA = pointsOfA.at(RELAY, "decide", Where.ENTRY);
  private final FaultPoint fencesOfA = pointsOfA.at(MARKERS, "fence", Where.ENTRY);
  private final FaultPoint completion =
      pointsOfA.at("dev.halfway.ra.outbound.OpenTransaction", "afterCompletion", Where.ENTRY);
  private final FaultPoint reader =
      pointsOfA.at("dev.halfway.ra.broker.WaitingReceiver", "take", Where.ENTRY);

  private final FaultPoints pointsOfB = FaultPoints.named("race-points-b");
  private final FaultPoint looksOfB = pointsOfB.at(RELAY, "decide", Where.ENTRY);
  private final FaultPoint fencesOfB = pointsOfB.at(MARKERS, "fence", Where.ENTRY);

  private final ServerProcess a = node("a", pointsOfA).launch();
  private final ServerProcess b = node("b", pointsOfB).launch();
  private final HalfProbe probe;
  private boolean readerHangs;

  RaceLab() {
    a.awaitReady();
    b.awaitReady();
    probe = HalfProbe.deployTo(a);
  }

  private ServerProcess node(String name, FaultPoints points) {
    Map<String, String> settings = new HashMap<>(postgres.settings(network.port()));
    // What hears nothing of its COMMIT is to give up soon.
    settings.computeIfPresent(
        "halfway.db.url", (key, url) -> url.replaceFirst("socketTimeout=\\d+", "socketTimeout=10"));
    settings.putAll(broker.settings());
    settings.put("jboss.tx.node.id", name);
    settings.put("halfway.half.queue", "halfway.half." + name);
    settings.put("halfway.half.immunity", String.valueOf(IMMUNITY_MILLIS));
    settings.put("halfway.half.check-interval", String.valueOf(INTERVAL_MILLIS));
    settings.put("halfway.half.max-checks", String.valueOf(MAX_CHECKS));
    settings.put("halfway.half.takeover-after", TAKEOVER_MILLIS);
    ServerProcess server =
        ServerProcess.fresh("race-" + name, settings)
            .configuration("standalone-remote.xml")
            .javaOptions(points.javaOptions());
    configureAdapter(
        server,
        Map.of("checkIntervalMax", String.valueOf(LONGEST_INTERVAL_MILLIS), "heartbeat", "500"));
    return server;
  }

  /** Properties of the adapter that the server's scripts leave at their defaults. */
  private static void configureAdapter(ServerProcess server, Map<String, String> properties) {
    Path file = server.base().resolve("configuration/standalone-remote.xml");
    String before = "<config-property name=\"checkInterval\">";
    StringBuilder more = new StringBuilder();
    properties.forEach(
        (name, value) ->
            more.append(
                "<config-property name=\"%s\">%s</config-property>".formatted(name, value)));
    try {
      String configuration = Files.readString(file);
      if (!configuration.contains(before)) {
        throw new IllegalStateException("no adapter is configured in " + file);
      }
      Files.writeString(file, configuration.replace(before, more + before));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ServerProcess a() {
    return a;
  }

  ServerProcess b() {
    return b;
  }

  HalfProbe probe() {
    return probe;
  }

  Postgres postgres() {
    return postgres;
  }

  TcpProxy network() {
    return network;
  }

  RaceDatabase database() {
    return new RaceDatabase(postgres.dataSource());
  }

  /** Where a relay of node a looks at what is undecided. */
  FaultPoint looksOfA() {
    return looksOfA;
  }

  /** Where node b tries a fence. */
  FaultPoint fencesOfB() {
    return fencesOfB;
  }

  /** Where the transaction manager tells the adapter of node a how a transaction has ended. */
  FaultPoint completion() {
    return completion;
  }

  /** Both nodes are well: each relays its own queues. */
  void eachRelaysItsOwn() {
    startWhatIsGone();
    reader.release();
    readerHangs = false;
    await("both relay their own")
        .atMost(PATIENCE)
        .until(() -> takenOver(a).isEmpty() && takenOver(b).isEmpty());
  }

  /**
   * The reader of node a's waiting queue hangs, and node b has taken that queue over. So the checks
   * are made by a node that knows nothing of the transaction but the half message. (Node a itself
   * knows that it is open, and only looks: the easier case.)
   */
  void anotherNodeChecks() {
    startWhatIsGone();
    if (!readerHangs) {
      reader.block();
      reader.awaitReached();
      readerHangs = true;
    }
    await("node b checks")
        .atMost(PATIENCE)
        .until(() -> takenOver(b).contains("halfway.half.a.waiting"));
  }

  /** Waits until node b relays all that node a has left alone. */
  void awaitTakeover() {
    await("takeover").atMost(PATIENCE).until(() -> takenOver(b).containsAll(QUEUES_OF_A));
  }

  void startWhatIsGone() {
    List<ServerProcess> gone = Stream.of(a, b).filter(server -> !server.isAlive()).toList();
    gone.forEach(ServerProcess::launch);
    gone.forEach(ServerProcess::awaitReady);
    probe.awaitReady();
  }

  /** Lets everything go on that is held somewhere; what has been taken over stays so. */
  void letGo() {
    looksOfA.release();
    completion.release();
    fencesOfB.release();
    network.pass();
    if (a.isAlive()) {
      a.resume();
      probe.releaseAll();
    }
  }

  private static List<String> takenOver(ServerProcess server) {
    List<String> queues = new ArrayList<>();
    for (JsonNode queue :
        server.client().get("api/transaction/half-messages").json().path("takenOver")) {
      queues.add(queue.asText());
    }
    return queues;
  }

  int looks() {
    return looksOfA.hits() + looksOfB.hits();
  }

  int fences() {
    return fencesOfA.hits() + fencesOfB.hits();
  }

  /**
   * Waits until no half message is left, not even in somebody's hands, so that nothing can be
   * delivered any more.
   *
   * @return whether it came to that; not where one was parked
   */
  boolean awaitSettled() {
    try {
      await().atMost(SETTLING).until(this::nothingIsUndecided);
    } catch (ConditionTimeoutException e) {
      return false;
    }
    return broker.queues().countAll(PARKED) == 0;
  }

  /** Whether no half message is on its way. Looks twice: one may be between two queues. */
  boolean nothingIsUndecided() {
    return IntStream.of(1, 2).allMatch(look -> undecided() == 0);
  }

  private int undecided() {
    return Stream.of(QUEUES_OF_A, QUEUES_OF_B)
        .flatMap(List::stream)
        .mapToInt(broker.queues()::countAll)
        .sum();
  }

  /** Takes away what was parked, so that it is not taken for the next one's. */
  void forgetParked() {
    broker.queues().receiveAll(PARKED);
  }

  /** How many messages of a script were delivered. */
  int delivered(String script) {
    return (int)
        broker.queues().browse(HalfProbe.QUEUE).stream()
            .filter(message -> text(message).equals(script + "#0"))
            .count();
  }

  private static String text(Message message) {
    try {
      return message.getBody(String.class);
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  @Override
  public void close() {
    pointsOfA.close();
    pointsOfB.close();
    network.pass();
    a.close();
    b.close();
    network.close();
    broker.close();
    postgres.close();
  }
}
