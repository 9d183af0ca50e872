package dev.halfway.accounts;

import static dev.halfway.server.InsideServer.lookup;
import static dev.halfway.server.InsideServer.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What logins leave in the database: the audit trail, and passwords at today's cost. */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
class LoginRecordsTest {

  private static final String PASSWORD = "no crocodile guesses this";

  private DataSource database;
  private final String name = "test-" + UUID.randomUUID();

  @Deployment
  static WebArchive deployment() {
    return InsideServer.war(LoginRecordsTest.class);
  }

  /** As an earlier version has stored it. */
  @BeforeEach
  void makeAccount() throws Exception {
    database = lookup("java:/jdbc/Halfway", DataSource.class);
    byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    byte[] hash =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, 4096, 256))
            .getEncoded();
    update(
        "INSERT INTO account (name, role, salted_password, salt, iterations)"
            + " VALUES (?, 'viewer', ?, ?, 4096)",
        name,
        Base64.getEncoder().encodeToString(hash),
        Base64.getEncoder().encodeToString(salt));
  }

  @AfterEach
  void deleteAccount() throws SQLException {
    update("DELETE FROM account WHERE name = ?", name);
  }

  @Test
  void aPasswordOfAnEarlierVersionIsStoredAnewByTheFirstLogin() throws Exception {
    assertThat(get("/api/queues", name, PASSWORD)).isEqualTo(200);

    assertThat(texts("SELECT iterations FROM account WHERE name = ?", name))
        .containsExactly("600000");
    assertThat(get("/api/queues", name, PASSWORD)).isEqualTo(200);
    assertThat(get("/api/queues", name, "another")).isEqualTo(401);
  }

  @Test
  void refusalsAreInTheAuditTrailAndPasswordsAreNot() throws Exception {
    String secret = "secret-" + UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      assertThat(get("/api/queues", name, secret)).isEqualTo(401);
    }
    assertThat(get("/api/accounts", name, PASSWORD)).isEqualTo(403);
    String injected = name + "'\r\n2026 operator account delete";
    assertThat(get("/api/queues", injected, secret)).isEqualTo(401);

    waitUntil(() -> audited(name).size() >= 2 && !audited("(no name)").isEmpty());
    assertThat(audited(name))
        .anyMatch(it -> it.startsWith("login from 127.0.0.1 refused"))
        .anyMatch(it -> it.startsWith("request from 127.0.0.1 forbidden: GET /api/accounts"));
    assertThat(audited("(no name)")).anyMatch(it -> it.startsWith("login from 127.0.0.1 refused"));
    assertThat(
            texts(
                "SELECT id FROM audit WHERE who || subject || outcome LIKE ?", "%" + secret + "%"))
        .isEmpty();
  }

  private List<String> audited(String who) {
    return texts(
        "SELECT action || ' ' || subject || ' ' || outcome FROM audit WHERE who = ? ORDER BY id",
        who);
  }

  private static int get(String path, String account, String password) throws Exception {
    String credentials = account + ":" + password;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + Integer.getInteger("jboss.http.port") + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private void update(String sql, String... values) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = set(connection.prepareStatement(sql), values)) {
      statement.executeUpdate();
    }
  }

  private List<String> texts(String sql, String... values) {
    List<String> texts = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = set(connection.prepareStatement(sql), values);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        texts.add(found.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  private static PreparedStatement set(PreparedStatement statement, String... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }
}
