package dev.halfway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what. */
@OnManagedServer
class AccessTest {

  private final Client anybody = ManagedServer.client();

  @Test
  void aCallerOnThisMachineMayReadWithoutAnAccount() {
    assertThat(anybody.get("api/queues").status()).isEqualTo(200);
  }

  @Test
  void aWrongPasswordIsNotTakenForNone() {
    Answer answer = anybody.as("operator", "wrong").get("api/queues");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate"))
        .isEqualTo("Basic realm=\"Halfway\", charset=\"UTF-8\"");
    assertThat(answer.json().get("type").asText())
        .isEqualTo("urn:halfway:problem:credentials-wrong");
    assertThatItIsProtected(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api/queues", "api/hub/events", "drivers/ada", "nothing"})
  void wrongCredentialsAreRefusedWhateverIsAskedFor(String path) {
    assertThatItIsProtected(refused(path, "Basic " + base64("operator:wrong"), 401));
  }

  /** No stack trace either: what goes wrong in us is 500. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic !!!",
        "Basic",
        "Basic bm8gY29sb24=", // no colon
        "Basic /////w==", // not UTF-8
        "BASIC =",
        " "
      })
  void credentialsThatCannotBeReadAreABadRequest(String header) {
    Answer answer = refused("api/queues", header, 400);

    assertThat(answer.json().get("type").asText())
        .isEqualTo("urn:halfway:problem:credentials-malformed");
    assertThatItIsProtected(answer);
  }

  @Test
  void credentialsOfAThousandsOfBytesAreABadRequest() throws Exception {
    assertThat(
            statusLine(
                "GET /api/queues HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                    + "A".repeat(5000)
                    + "\r\n"))
        .contains(" 400 ");
  }

  @Test
  void credentialsAreGivenOnce() throws Exception {
    String header = "Authorization: Basic " + base64("operator:wrong") + "\r\n";

    assertThat(statusLine("GET /api/queues HTTP/1.1\r\nHost: localhost\r\n" + header + header))
        .contains(" 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer x", "Digest username=operator", "Negotiate YQ=="})
  void anotherSchemeIsAnsweredByTheOneThatThereIs(String header) {
    assertThat(refused("api/queues", header, 401).header("WWW-Authenticate")).startsWith("Basic ");
  }

  private Answer refused(String path, String authorization, int status) {
    Answer answer =
        anybody.send(anybody.request(path).header("Authorization", authorization).build());
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }

  private static void assertThatItIsProtected(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("Content-Security-Policy"))
        .isEqualTo("default-src 'self'; frame-ancestors 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anUnknownAccountIsRefused() {
    assertThat(anybody.as("nobody", "wrong").get("api/queues").status()).isEqualTo(401);
  }

  @Test
  void operatorActionsNeedTheRole() {
    String path = "api/dead-letters/" + UUID.randomUUID();

    assertThat(anybody.delete(path).status()).isEqualTo(401);
    assertThat(anybody.delete(path).header("Content-Type")).startsWith("application/problem+json");
    assertThat(ManagedServer.operator().delete(path).status()).isEqualTo(404);
  }

  @Test
  void decidingWhatIsInDoubtNeedsTheRole() {
    String path = "api/transaction/in-doubt/0-" + UUID.randomUUID() + ".0";
    String decision = "{\"verdict\":\"COMMIT\",\"reason\":\"test\"}";

    assertThat(anybody.get("api/transaction/in-doubt").status()).isEqualTo(200);
    assertThat(anybody.post(path + "/resolution", decision).status()).isEqualTo(401);
    assertThat(anybody.post(path + "/check", "").status()).isEqualTo(401);
    assertThat(ManagedServer.operator().post(path + "/resolution", decision).status())
        .isEqualTo(404);
    assertThat(ManagedServer.operator().post(path + "/check", "").status()).isEqualTo(404);
  }

  @Test
  void theGeneratedPasswordIsReadableByItsOwnerAlone() throws Exception {
    Path file = ManagedServer.data().resolve("operator-password");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file).strip()).hasSize(24);
  }

  /**
   * A site whose name resolves to 127.0.0.1 reaches us through its visitor's browser: it is not
   * "this machine".
   */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example"})
  void aForeignHostNameIsNotThisMachine(String host) throws Exception {
    assertThat(statusLine("GET /api/queues HTTP/1.1\r\nHost: " + host + "\r\n")).contains(" 401 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9"})
  void aProxiedRequestIsNotFromThisMachine(String header) throws Exception {
    assertThat(statusLine("GET /api/queues HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n"))
        .contains(" 401 ");
  }

  @Test
  void aPageOfAnotherSiteMayNotSend() {
    Answer fetched =
        anybody.send(
            anybody
                .request("api/decoupling/registrations")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(fetched.status()).isEqualTo(403);
    assertThat(fetched.json().get("type").asText()).isEqualTo("urn:halfway:problem:cross-origin");
  }

  @Test
  void aPageOfAnotherOriginMayNotSend() throws Exception {
    assertThat(
            statusLine(
                "POST /api/decoupling/registrations HTTP/1.1\r\nHost: localhost\r\n"
                    + "Origin: http://evil.example\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\n"))
        .contains(" 403 ");
  }

  @Test
  void aFormOfAnotherSiteIsNotJson() {
    Answer answer =
        anybody.send(
            anybody
                .request("api/decoupling/registrations")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(answer.status()).isEqualTo(415);
  }

  /** The JDK's client does not let a test choose these headers. */
  private static String statusLine(String head) throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("test.http.port"))) {
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
