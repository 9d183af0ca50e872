package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.server.OnManagedServer;
import dev.halfway.tag.Hostile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that a proxy and this server may read in two ways (CVE-2026-28367, -28368, -28369; RFC
 * 9112, section 11.2), and those that are too much of something.
 */
@Hostile
@OnManagedServer
class AmbiguousRequestsTest {

  private static final String GET = "GET /api/delay/levels HTTP/1.1\r\nHost: localhost\r\n";
  private static final String POST =
      "POST /api/delay/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final String CHUNK = "\r\n\r\n2\r\n{}\r\n0\r\n\r\n";

  private static String answer(String request) {
    try (Raw client = new Raw()) {
      client.send(request);
      return client.status();
    }
  }

  /** The rule of this test: what is said is understood where nothing is wrong with it. */
  @Test
  void whatIsPlainIsAnswered() {
    assertThat(answer(GET + "\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(answer(POST + "Transfer-Encoding: chunked" + CHUNK)).startsWith("HTTP/1.1 400 ");
    assertThat(
            answer(
                POST
                    + "Transfer-Encoding: chunked\r\n\r\n26\r\n"
                    + "{\"text\":\"chunked\",\"delay\":\"PT1000H\"}  \r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 201 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/delay/levels HTTP/1.1\rHost: localhost\r\r",
        GET + "X: a\r\r",
        "GET /api/delay/levels HTTP/1.1\nHost: localhost\n\n",
        GET + "X: a\rb\r\n\r\n",
        GET + "X: a\nb\r\n\r\n",
        GET + "X\u0000Y: a\r\n\r\n",
        GET + "X Y: a\r\n\r\n",
        GET + "X : a\r\n\r\n",
        "GET /api/delay/levels HTTP/1.1\r\n Host: localhost\r\n\r\n",
        "GET /api/delay/levels HTTP/1.1\r\nHost : localhost\r\n\r\n",
      })
  void headersThatEndInTwoWaysAreRefused(String request) {
    assertThat(answer(request)).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nContent-Length: 2",
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: 2, 2",
        "Content-Length: +2",
        "Content-Length: -2",
        "Content-Length: 0x2",
        "Content-Length: 99999999999999999999",
      })
  void bodiesThatEndInTwoWaysAreRefused(String headers) {
    assertThat(answer(POST + headers + CHUNK)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void chunksAreNotOfHttp10() {
    assertThat(answer(POST.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked" + CHUNK))
        .startsWith("HTTP/1.0 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/delay/levels HTTP/1.1\r\n\r\n",
        "GET /api/delay/levels HTTP/1.1\r\nHost: \r\n\r\n",
        "GET /api/delay/levels HTTP/1.1\r\nHost:\t\r\n\r\n",
        GET + "Host: evil.example\r\n\r\n",
        "GET http://evil.example/api/delay/levels HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
      })
  void whatIsForNoHostIsRefused(String request) {
    assertThat(answer(request)).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE /", "CONNECT localhost:80"})
  void methodsOfProxiesAreRefused(String methodAndTarget) {
    assertThat(answer(methodAndTarget + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ");
  }

  @Test
  void thereIsNoHttp2() {
    assertThat(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(
            answer(
                GET
                    + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whatIsTooMuchIsRefusedAndNoFailure() {
    assertThat(answer(GET + many("X-%d: a\r\n", 1_000, "") + "\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(answer(GET + many("Cookie: c%d=1\r\n", 1_000, "") + "\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(answer(GET + "X: " + "a".repeat(20_000) + "\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(answer("GET /?" + many("p%d=1", 2_000, "&") + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(
            answer(
                "GET /drivers/eve HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Key: "
                    + "a".repeat(20_000)
                    + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  /** They are read, and of no use. */
  @Test
  void manyCookiesAreNoFailure() {
    assertThat(answer(GET + "Cookie: " + many("c%d=1", 1_000, "; ") + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  private static String many(String format, int number, String between) {
    return IntStream.range(0, number)
        .mapToObj(format::formatted)
        .collect(Collectors.joining(between));
  }
}
