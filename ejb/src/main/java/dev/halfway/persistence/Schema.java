package dev.halfway.persistence;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables of the application, brought up to date at start.
 *
 * <p>When it has started, the schema is the one this version needs; several nodes may start at once
 * on one database, Flyway's lock lets one of them migrate. A migration that fails, or a database
 * that is newer or altered by hand, stops the deployment with Flyway's message and leaves the
 * database as it was.
 *
 * <p>The scripts are named here because scanning the class path inside an EAR is what broke Flyway
 * before (flyway/flyway#3667).
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Schema {

  static final List<String> MIGRATIONS =
      List.of(
          "V1__shared.sql",
          "V2__decoupling.sql",
          "V3__audit_reason.sql",
          "V4__transaction.sql",
          "V5__smoothing.sql",
          "V6__delay.sql",
          "V7__bus.sql",
          "V8__broadcast.sql",
          "V9__hub.sql",
          "V10__decoupling.sql",
          "V11__names.sql",
          "V13__audit.sql",
          "V14__drivers.sql");

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @PostConstruct
  void migrate() {
    migrate(database);
  }

  static void migrate(DataSource database) {
    boolean first = hasNothingOfOthers(database);
    try {
      migrate(database, first);
    } catch (FlywayException e) {
      if (!first) {
        throw e;
      }
      migrateAfter(database, e);
    }
  }

  /**
   * Where another node begins at the same moment, Flyway may find its history before that has an
   * entry, and refuses to baseline (seen with 11.20). There is nothing to baseline any more then.
   */
  private static void migrateAfter(DataSource database, FlywayException failure) {
    try {
      migrate(database, false);
    } catch (FlywayException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private static void migrate(DataSource database, boolean baseline) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .resourceProvider(new NamedMigrations(MIGRATIONS))
        .javaMigrationClassProvider(List::of)
        .javaMigrations(new NormalNames())
        .table("schema_history")
        .baselineOnMigrate(baseline)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /** The resource adapter, which starts first, keeps its marker tables in the same schema. */
  private static boolean hasNothingOfOthers(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet others =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema"
                    + " AND table_name NOT LIKE 'halfway!_%' ESCAPE '!'")) {
      return others.next() && others.getInt(1) == 0;
    } catch (SQLException e) {
      throw new IllegalStateException("the tables of the database cannot be listed", e);
    }
  }
}
