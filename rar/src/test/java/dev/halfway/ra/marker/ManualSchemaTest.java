package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.lab.Manual;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who makes the tables as the manual says has those that the adapter makes. */
abstract class ManualSchemaTest extends MarkerSuite {

  private static final String HEADING = "## Tables";

  ManualSchemaTest(TestDatabase database) {
    super(database);
  }

  @Test
  void tablesMadeByHandAreThoseThatAreWanted() throws Exception {
    int bucket = bucketOfTheManual();
    for (String statement : statements(bucket)) {
      run(statement);
    }
    MarkerConfiguration validate = configuration(SchemaManagement.VALIDATE, 250);
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> opened(validate))
        .withMessageContaining("no halfway_marker_" + (bucket + 1))
        .withMessageNotContaining("halfway_store");

    run(statements(bucket + 1).get(2));

    marked(opened(validate), newId());
    assertThat(count("halfway_marker_" + bucket)).isEqualTo(1);
  }

  @Test
  void statementsAreThoseOfTheAdapter() throws Exception {
    List<String> own =
        MarkerTables.statements(database.product(), 7).stream()
            .map(statement -> statement.replace("TABLE IF NOT EXISTS", "TABLE"))
            .toList();

    assertThat(statements(7)).isEqualTo(own);
  }

  final List<String> statements(int bucket) {
    String all = block(HEADING, "In MariaDB:").replace("<n>", String.valueOf(bucket));
    if (database.product().equals("H2")) {
      all = all.replace("clock_timestamp()", "CURRENT_TIMESTAMP");
    }
    return List.of(all.split(";\n?"));
  }

  final int bucketOfTheManual() throws Exception {
    String query =
        block(
            "Markers are kept in one table for each `bucketDays` days, and `<n>` says for which:",
            "In MariaDB it is:");
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** MariaDB has lines of its own. */
  private String block(String line, String lineOfMariaDb) {
    return Manual.page("operations.md")
        .blockAfter(database.product().equals("MariaDB") ? lineOfMariaDb : line, "sql");
  }
}
