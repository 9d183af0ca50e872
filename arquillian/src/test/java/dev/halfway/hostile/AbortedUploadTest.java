package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import dev.halfway.tag.Hostile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever hangs up, or sends what is no request, fills no log with stack traces. */
@Hostile
@OnManagedServer
class AbortedUploadTest {

  private static final int TIMES = 10;
  private static final Pattern FRAME = Pattern.compile("(?m)^\\s+at [\\w.$/@]+\\(");
  private static final String JSON = "Host: localhost\r\nContent-Type: application/json\r\n";

  private final Path log = ManagedServer.data().resolveSibling("log/server.log");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /api/accounts/eve HTTP/1.1\r\n" + JSON + "Content-Length: 60\r\n\r\n{",
        "POST /api/hub/events HTTP/1.1\r\n" + JSON + "Content-Length: 60\r\n\r\n[",
        "POST /api/hub/events HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n3c\r\n[{",
        "POST /api/hub/events HTTP/1.1\r\n"
            + JSON
            + "Content-Encoding: gzip\r\nContent-Length: 60\r\n\r\n\u001f\u008b",
        "PUT /api/accounts/eve HTTP/1.1\r\nAuthorization: Basic !!!\r\n"
            + JSON
            + "Content-Length: 60\r\n\r\n{",
        "GET /api/queues HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic !!!\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /drivers/eve HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n",
      })
  void whoeverHangsUpLeavesNoStackTrace(String request) throws IOException {
    long before = Files.size(log);
    for (int i = 0; i < TIMES; i++) {
      try (Raw client = new Raw()) {
        client.send(request);
      }
      // The server has seen that the one before is gone, as a rule, when it has answered this.
      assertThat(ManagedServer.client().get("api/delay/levels").status()).isEqualTo(200);
    }
    assertThat(logged(before)).doesNotContainPattern(FRAME);
  }

  private String logged(long before) throws IOException {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(before);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
