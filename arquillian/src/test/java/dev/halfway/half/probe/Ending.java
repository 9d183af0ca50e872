package dev.halfway.half.probe;

/** How a transaction is made to end. */
public enum Ending {
  /** By {@code commit()}. */
  COMMIT,
  /** By {@code rollback()}. */
  ROLLBACK,
  /** By {@code setRollbackOnly()} and then {@code commit()}, which fails. */
  SET_ROLLBACK_ONLY,
  /** A bean method throws an application exception that asks for the rollback. */
  APPLICATION_EXCEPTION,
  /** A bean method throws a runtime exception. */
  RUNTIME_EXCEPTION,
  /** A Synchronization fails before completion. */
  FAILING_SYNCHRONIZATION,
  /**
   * The database refuses at COMMIT: a constraint is checked as late as that. Databases that cannot
   * do it commit.
   */
  DEFERRED_VIOLATION,
  /** Time is up, after one second, while the application is still sending. */
  TIMEOUT
}
