package dev.halfway.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** Where all rows are, but for those that a mechanism has elsewhere. */
@ApplicationScoped
class ProductDatabase {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Produces
  @Dependent
  Sql sql() {
    return new Sql(database);
  }
}
