package dev.halfway.audit;

import dev.halfway.persistence.Sql;
import dev.halfway.testing.Injected;

/** The audit trail for tests of what writes to it. */
public final class Audits {

  private Audits() {}

  /** In a database. */
  public static Audit on(Sql sql) {
    Audit audit = new Audit();
    Injected.into(audit, "sql", sql);
    return audit;
  }
}
