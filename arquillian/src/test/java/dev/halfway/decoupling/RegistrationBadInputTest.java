package dev.halfway.decoupling;

import static dev.halfway.decoupling.Registering.anyPhone;
import static dev.halfway.decoupling.Registering.anyUsername;
import static dev.halfway.decoupling.Registering.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends: an answer that names the field, and nothing stored. */
@OnManagedServer
class RegistrationBadInputTest {

  /** USER stands for a username that is free before, and must be free afterwards. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "username | {`phone`:`+4915112345678`}",
        "username | {`username`:null,`phone`:`+4915112345678`}",
        "username | {`username`:``,`phone`:`+4915112345678`}",
        "username | {`username`:` USER`,`phone`:`+4915112345678`}",
        "username | {`username`:5,`phone`:`+4915112345678`}",
        "username | {`username`:true,`phone`:`+4915112345678`}",
        "username | {`username`:{},`phone`:`+4915112345678`}",
        "username | {`username`:[`USER`],`phone`:`+4915112345678`}",
        "username | {`username`:`USER\\u0000`,`phone`:`+4915112345678`}",
        "username | {`username`:`USER\\n`,`phone`:`+4915112345678`}",
        "username | {`username`:`USER\\u202E`,`phone`:`+4915112345678`}",
        "username | {`username`:`USER\\ud83d`,`phone`:`+4915112345678`}",
        "username | {`username`:`USER`,`username`:`USER`,`phone`:`+4915112345678`}",
        "phone | {`username`:`USER`}",
        "phone | {`username`:`USER`,`phone`:`015112345678`}",
        "phone | {`username`:`USER`,`phone`:`+0151`}",
        "phone | {`username`:`USER`,`phone`:`+4915112345678901`}",
        "phone | {`username`:`USER`,`phone`:`+49151x345678`}",
        "phone | {`username`:`USER`,`phone`:`+49 151 12345678`}",
        "phone | {`username`:`USER`,`phone`:`+4915112345678\\n`}",
        "phone | {`username`:`USER`,`phone`:4915112345678}",
        "admin | {`username`:`USER`,`phone`:`+4915112345678`,`admin`:true}",
        "body | {`username`:`USER`,`phone`:`+4915112345678`",
        "body | {`username`:`USER`,`phone`:`+4915112345678`} {}",
        "body | [{`username`:`USER`,`phone`:`+4915112345678`}]",
        "body | `USER`",
        "body | null",
        "body | nonsense",
      })
  void namesTheFieldAndStoresNothing(String field, String template) {
    String username = anyUsername();

    Answer answer =
        ManagedServer.client()
            .post(Registering.PATH, template.strip().replace('`', '"').replace("USER", username));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:halfway:problem:validation");
    assertThat(answer.wrongField()).as(answer.text()).isEqualTo(field);
    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("dev.halfway");
    assertFree(username);
  }

  @Test
  void refusesAnEmptyBody() {
    Answer answer = ManagedServer.client().post(Registering.PATH, "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("body");
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    Answer answer =
        ManagedServer.client().post(Registering.PATH, "{\"username\":\"\",\"phone\":\"1\"}");

    assertThat(answer.json().get("errors").findValuesAsText("field"))
        .containsExactly("phone", "username");
  }

  @Test
  void refusesAUsernameOf65Characters() {
    String name = "x".repeat(65);

    assertThat(ManagedServer.client().post(Registering.PATH, body(name, anyPhone())).wrongField())
        .isEqualTo("username");
  }

  @Test
  void refusesABodyThatIsNotUtf8() {
    byte[] latin1 = body("é", anyPhone()).getBytes(StandardCharsets.ISO_8859_1);

    Answer answer =
        ManagedServer.client().post(Registering.PATH, BodyPublishers.ofByteArray(latin1));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:halfway:problem:validation");
  }

  /** Jackson knows five encodings by their bytes, whatever a request says of them. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void refusesABodyInAnotherEncoding(String charset) {
    String username = anyUsername();
    byte[] bytes = body(username, anyPhone()).getBytes(Charset.forName(charset));

    Answer said = post("application/json; charset=" + charset, bytes);
    Answer unsaid = post("application/json", bytes);

    assertThat(said.status()).as(said.text()).isEqualTo(415);
    assertThat(said.header("Content-Type")).startsWith("application/problem+json");
    assertThat(said.json().get("detail").asText()).contains("charset", "UTF-8");
    assertThat(unsaid.status()).as(unsaid.text()).isEqualTo(400);
    assertThat(unsaid.wrongField()).isEqualTo("body");
    assertFree(username);
  }

  @Test
  void takesABodyThatSaysToBeUtf8() {
    byte[] marked = ("\uFEFF" + body(anyUsername(), anyPhone())).getBytes(StandardCharsets.UTF_8);
    assertThat(post("application/json; charset=utf-8", marked).status()).isEqualTo(201);
  }

  private static Answer post(String type, byte[] body) {
    Client client = ManagedServer.client();
    return client.send(
        client
            .request(Registering.PATH)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  @Test
  void refusesARawControlCharacter() {
    String username = anyUsername();

    Answer answer =
        ManagedServer.client().post(Registering.PATH, body(username + "\u0001", anyPhone()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("username");
    assertFree(username);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Inline", "later", "inline%20"})
  void refusesAnUnknownWayToSendTheSms(String way) {
    String username = anyUsername();

    Answer answer =
        ManagedServer.client().post(Registering.PATH + "?sms=" + way, body(username, anyPhone()));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo("sms");
    assertFree(username);
  }

  @Test
  void refusesABodyThatIsTooLargeWhetherOrNotItSaysSo() {
    String username = anyUsername();
    String large = body(username + " ".repeat(70_000), anyPhone());
    byte[] bytes = large.getBytes(StandardCharsets.UTF_8);

    Answer announced = ManagedServer.client().post(Registering.PATH, large);
    Answer chunked =
        ManagedServer.client()
            .post(
                Registering.PATH,
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes)));

    assertThat(announced.status()).isEqualTo(413);
    assertThat(chunked.status()).as(chunked.text()).isEqualTo(413);
    assertThat(chunked.json().get("type").asText()).isEqualTo("urn:halfway:problem:body-too-large");
    assertFree(username);
  }

  /** A name that a rejected request had stored would be taken. */
  private static void assertFree(String username) {
    assertThat(ManagedServer.client().post(Registering.PATH, body(username, anyPhone())).status())
        .isEqualTo(201);
  }
}
