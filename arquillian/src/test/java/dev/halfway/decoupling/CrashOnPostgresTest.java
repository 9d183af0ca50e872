package dev.halfway.decoupling;

import dev.halfway.server.Postgres;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On PostgreSQL, chosen by configuration alone. */
class CrashOnPostgresTest extends CrashTest {

  private static Postgres postgres;

  @BeforeAll
  static void startDatabase() {
    postgres = Postgres.start();
  }

  @AfterAll
  static void stopDatabase() {
    postgres.close();
  }

  @Override
  Map<String, String> database() {
    return postgres.settings();
  }
}
