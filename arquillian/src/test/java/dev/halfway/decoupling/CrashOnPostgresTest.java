package dev.halfway.decoupling;

import dev.halfway.database.Postgres;
import dev.halfway.tag.Thorough;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** On PostgreSQL, chosen by configuration alone. */
@Thorough
class CrashOnPostgresTest extends CrashTest {

  private final Postgres postgres = Postgres.start();

  @AfterAll
  void stopDatabase() {
    postgres.close();
  }

  @Override
  Map<String, String> database() {
    return postgres.settings();
  }
}
