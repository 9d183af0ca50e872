package dev.halfway.half.probe;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.half.probe.Outcome.End;
import dev.halfway.server.ServerProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The test's end of the probe in a server. Keeps nothing, so it outlives the server it talks to,
 * and any number of threads may use it. Every call fails with an {@link UncheckedIOException} when
 * the server does not answer, or dies before it does.
 */
public final class HalfProbe {

  /** The queue that messages go to, by the name an application uses. */
  public static final String QUEUE = "halfway.probe";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Executor THREADS = task -> new Thread(task, "probe").start();

  private static final String PERSISTENCE =
      """
      <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
        <persistence-unit name="probe">
          <jta-data-source>%s</jta-data-source>
          <shared-cache-mode>NONE</shared-cache-mode>
        </persistence-unit>
      </persistence>
      """;

  private final Client client;

  private HalfProbe(Client client) {
    this.client = client;
  }

  /** In a server to which it was deployed by other means. */
  public static HalfProbe of(Client client) {
    return new HalfProbe(client);
  }

  /** Makes its tables, unless they are there. */
  public HalfProbe withTables() {
    expect(client.put("probe/rows", ""));
    return this;
  }

  /** The application for WildFly. It is to be at the context path {@code /probe}. */
  public static WebArchive war() {
    return war("java:/" + Names.DATABASE);
  }

  /** The same, where the database has this name in the descriptor. */
  public static WebArchive war(String dataSource) {
    return ShrinkWrap.create(WebArchive.class, "probe.war")
        .addPackage(HalfProbe.class.getPackage())
        .addAsResource(
            new StringAsset(PERSISTENCE.formatted(dataSource)), "META-INF/persistence.xml");
  }

  /**
   * Deploys it to a server that is ready, with its queue and its table. All of it stays when the
   * server ends in whichever way and starts again.
   *
   * <p>A broker outside the server must have the queue already.
   */
  public static HalfProbe deployTo(ServerProcess server) {
    if (server.hasBroker()) {
      server.addQueue(QUEUE);
    }
    server.deploy(war());
    return of(server.client()).withTables();
  }

  /** Waits until it answers, after a start of its server. */
  public void awaitReady() {
    await("probe").atMost(PATIENCE).until(this::isReady);
  }

  private boolean isReady() {
    try {
      return client.get("probe/held").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Runs a transaction to its end. Not one that is held: nobody could release it. */
  public Outcome run(Script script) {
    JsonNode json = expect(client.post("probe/transactions?" + script.toQuery(), "")).json();
    return new Outcome(
        End.valueOf(json.get("end").asText()),
        json.get("sent").asInt(),
        json.path("failure").asText(null));
  }

  /** Runs a transaction that a bean demarcates; whether it has committed. */
  public boolean run(Script script, Demarcation by) {
    Answer answer = client.post("probe/demarcations?by=" + by + "&" + script.toQuery(), "");
    if (answer.status() == 409) {
      return false;
    }
    expect(answer);
    return true;
  }

  /** Starts a transaction, in a thread of its own. Fails when the server dies meanwhile. */
  public CompletableFuture<Outcome> start(Script script) {
    return CompletableFuture.supplyAsync(() -> run(script), THREADS);
  }

  /** Starts a transaction that is held, and waits until it has come that far. */
  public CompletableFuture<Outcome> startHeld(Script script) {
    CompletableFuture<Outcome> outcome = start(script);
    await("transaction %s held: %s".formatted(script.id(), script.hold()))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> outcome.isDone() || isHeld(script.id()));
    if (outcome.isDone()) {
      throw new AssertionError("it has ended before it came that far: " + outcome.join());
    }
    return outcome;
  }

  private boolean isHeld(String id) {
    return held().contains(id);
  }

  private List<String> held() {
    List<String> ids = new ArrayList<>();
    expect(client.get("probe/held")).json().forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /** Lets a transaction go on that is held. */
  public void release(String id) {
    expect(client.delete("probe/held?id=" + id));
  }

  /** Lets all go on that are held. */
  public void releaseAll() {
    held().forEach(this::release);
  }

  /** The ids of all rows. */
  public List<String> rows() {
    List<String> ids = new ArrayList<>();
    expect(client.get("probe/rows")).json().forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /** The messages that are in the queue, without consuming them. */
  public List<Received> browse() {
    return received(client.get("probe/messages"));
  }

  /**
   * Consumes all messages of the queue, those included that come within half a second of the one
   * before. Those it did not answer with, because the server died, are gone all the same.
   */
  public List<Received> receiveAll() {
    return received(client.post("probe/messages", ""));
  }

  private List<Received> received(Answer answer) {
    List<Received> messages = new ArrayList<>();
    expect(answer).json().forEach(json -> messages.add(received(json)));
    return messages;
  }

  private static Received received(JsonNode json) {
    Map<String, String> properties = new LinkedHashMap<>();
    json.get("properties")
        .properties()
        .forEach(one -> properties.put(one.getKey(), one.getValue().asText()));
    return Received.of(
        json.get("messageId").asText(),
        json.get("text").asText(),
        json.get("redelivered").asBoolean(),
        properties);
  }

  private Answer expect(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + ": " + answer.text());
    }
    return answer;
  }
}
