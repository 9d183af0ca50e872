package dev.halfway.shared;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

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

  static final List<String> MIGRATIONS = List.of("V1__shared.sql", "V2__decoupling.sql");

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @PostConstruct
  void migrate() {
    migrate(database);
  }

  static void migrate(DataSource database) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .resourceProvider(new NamedMigrations(MIGRATIONS))
        .javaMigrationClassProvider(List::of)
        .table("schema_history")
        .load()
        .migrate();
  }
}
