package dev.halfway.half;

import dev.halfway.database.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On PostgreSQL, which has something to say at COMMIT besides. */
class HalfPathOnPostgresTest extends HalfPathTest {

  private final Postgres postgres = Postgres.start();

  @Override
  Map<String, String> database() {
    return postgres.settings();
  }

  @Override
  void stopDatabase() {
    postgres.close();
  }

  @Test
  void whatTheDatabaseRefusesAtItsCommitIsSwallowed() {
    assertSwallowsWhatTheDatabaseRefusesAtItsCommit();
  }
}
