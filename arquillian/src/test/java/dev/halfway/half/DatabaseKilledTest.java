package dev.halfway.half;

import dev.halfway.database.Postgres;
import dev.halfway.half.probe.Hold;
import dev.halfway.server.ServerProcess;
import java.util.Map;
import java.util.Set;

/** PostgreSQL, with all its processes. */
class DatabaseKilledTest extends OutageTest {

  @Override
  ServerProcess start(Map<String, String> settings) {
    return ServerProcess.fresh("database-killed", settings).start();
  }

  @Override
  void kill(Postgres database) {
    database.kill();
  }

  @Override
  void restart(Postgres database) {
    database.restart();
  }

  /** What had not committed by then never does. */
  @Override
  Set<Hold> commit() {
    return Set.of(Hold.COMMITTED);
  }
}
