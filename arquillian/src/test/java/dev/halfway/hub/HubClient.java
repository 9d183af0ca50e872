package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Who sends events to a hub, and looks at its sinks. */
public record HubClient(Client client) {

  static final String EVENTS = "api/hub/events";
  static final String NDJSON = "application/x-ndjson";

  /** Sends lines. */
  public Answer post(String lines) {
    return post(NDJSON, "identity", BodyPublishers.ofString(lines));
  }

  /** Sends lines, packed. */
  public Answer postPacked(String lines) {
    return post(NDJSON, "gzip", BodyPublishers.ofByteArray(gzip(lines)));
  }

  Answer post(String type, String encoding, BodyPublisher body) {
    return client.send(
        client
            .request(EVENTS)
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(body)
            .build());
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** All of them were taken. */
  public static void assertAccepted(Answer answer, int accepted) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().get("accepted").asInt()).as(answer.text()).isEqualTo(accepted);
    assertThat(answer.json().get("rejected")).as(answer.text()).isEmpty();
  }

  /** How a sink is. */
  public JsonNode sink(String name) {
    for (JsonNode sink : client.get("api/hub/sinks").json()) {
      if (sink.get("name").asText().equals(name)) {
        return sink;
      }
    }
    throw new AssertionError("no sink " + name);
  }
}
