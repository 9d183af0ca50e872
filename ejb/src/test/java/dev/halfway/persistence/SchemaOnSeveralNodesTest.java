package dev.halfway.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Nodes that start at the same moment on a database that none of them has started on before. */
class SchemaOnSeveralNodesTest {

  private static final int NODES = 6;

  /** One after the other so soon that each meets those before it in the middle of something. */
  private static final int APART_MILLIS = 15;

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @RepeatedTest(3)
  void oneOfThemMakesTheTablesAndAllStart(RepetitionInfo repetition) throws SQLException {
    String name = "fresh" + repetition.getCurrentRepetition();
    execute(postgres.getPostgresDatabase(), "CREATE DATABASE " + name);
    DataSource database = postgres.getDatabase("postgres", name);
    // The adapter starts first, and has its tables in the same schema.
    execute(database, "CREATE TABLE halfway_marker_1 (id uuid)");
    CyclicBarrier together = new CyclicBarrier(NODES);

    List<CompletableFuture<Void>> nodes =
        IntStream.range(0, NODES)
            .mapToObj(
                node ->
                    CompletableFuture.runAsync(
                        () -> start(together, node * APART_MILLIS, database),
                        task -> new Thread(task, "node").start()))
            .toList();

    nodes.forEach(CompletableFuture::join);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet applied =
            statement.executeQuery(
                "SELECT count(*) FROM schema_history WHERE success AND type = 'SQL'")) {
      assertThat(applied.next()).isTrue();
      assertThat(applied.getInt(1)).isEqualTo(Schema.MIGRATIONS.size());
    }
  }

  private static void start(CyclicBarrier together, int afterMillis, DataSource database) {
    try {
      together.await();
      Thread.sleep(afterMillis);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    Schema.migrate(database);
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
