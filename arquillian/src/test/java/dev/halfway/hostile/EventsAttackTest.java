package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import dev.halfway.tag.Hostile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with events that cost the server more than who sends them. */
@Hostile
@OnManagedServer
class EventsAttackTest {

  private static final int MAX_BODY = 64 << 20;

  private final Client client = ManagedServer.client();

  private static byte[] gzip(byte[]... parts) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (byte[] part : parts) {
        gzip.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private Answer post(BodyPublisher body) {
    return client.send(
        client
            .request("api/hub/events")
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", "gzip")
            .POST(body)
            .build());
  }

  private static void assertTooLarge(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.json().get("detail").asText())
        .startsWith("at most " + MAX_BODY + " bytes are read, as sent and unpacked");
  }

  /** Nothing of it is ever sent: the answer does not wait for it. */
  @ParameterizedTest
  @CsvSource({
    "/api/hub/events, 67108865, identity",
    "/api/hub/events, 200000000, identity",
    "/api/hub/events, 200000000, gzip",
    "/api/hub/events, 1000000000000000000, identity",
    "/api/decoupling/registrations, 200000000, identity",
  })
  void whatIsAnnouncedAsTooLongIsRefusedAtOnce(String path, String length, String encoding) {
    String request =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Encoding: %s\r\nContent-Length: %s\r\n\r\n";
    try (Raw client = new Raw()) {
      client.send(request.formatted(path, encoding, length));

      assertThat(client.status()).startsWith("HTTP/1.1 413 ");
      assertThat(client.headers()).contains("Content-Type: application/problem+json");
    }
  }

  /** Blocks of which nothing comes, without a length: 65 MB and not a byte of text. */
  @Test
  void aBodyIsNoLongerAsItIsSentThanUnpacked() {
    byte[] header = Arrays.copyOf(gzip(), 10);
    byte[] block = {0, 0, 0, (byte) 0xff, (byte) 0xff};
    byte[] blocks = new byte[5 << 20];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = block[i % block.length];
    }

    Answer answer =
        post(
            BodyPublishers.ofInputStream(
                () -> {
                  InputStream body = new ByteArrayInputStream(header);
                  for (int i = 0; i < 14; i++) {
                    body = new SequenceInputStream(body, new ByteArrayInputStream(blocks));
                  }
                  return body;
                }));

    assertTooLarge(answer);
  }

  /** 64 kB that are 64 MB of spaces. */
  @Test
  void aBombIsRefused() {
    byte[] spaces = new byte[MAX_BODY];
    Arrays.fill(spaces, (byte) ' ');

    assertTooLarge(post(BodyPublishers.ofByteArray(gzip(spaces, new byte[] {' '}))));
  }

  /** 64 kB that are 32 million lines, each of which fails to be an event in its own right. */
  @ParameterizedTest
  @ValueSource(strings = {"x\n", "{}\n", "{a}\n", ","})
  void aBodyOfNonsenseIsNotReadToItsEnd(String one) {
    byte[] lines = one.repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    byte[] first = one.equals(",") ? new byte[] {'['} : new byte[0];

    Answer answer = post(BodyPublishers.ofByteArray(gzip(first, lines, lines, lines, lines)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText())
        .startsWith("more than 10000 lines or elements are no events, the first one is 1: ")
        .endsWith("; the first 0 events were accepted");
  }
}
