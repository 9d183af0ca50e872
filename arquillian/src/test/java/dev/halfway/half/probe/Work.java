package dev.halfway.half.probe;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;

/** What a transaction does between its begin and its end. */
@ApplicationScoped
class Work {

  private static final int PAUSE_MILLIS = 20;

  @Inject private Holds holds;
  @Inject private Rows rows;
  @Inject private Sending sending;

  @PersistenceContext private EntityManager entities;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry synchronizations;

  void perform(Script script, Runnable sent)
      throws SQLException, JMSException, SystemException, RollbackException {
    if (script.row()) {
      rows.insert(script.id());
    }
    sending.send(script, number -> goesOn(script, number), sent);
    switch (script.ending()) {
      case DEFERRED_VIOLATION -> rows.insertPartOfNothing(script.id());
      case FAILING_SYNCHRONIZATION ->
          synchronizations.registerInterposedSynchronization(new Failing());
      default -> {}
    }
    hold(script);
  }

  private boolean goesOn(Script script, int sent) {
    if (script.ending() != Ending.TIMEOUT) {
      return sent < script.messages();
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private void hold(Script script) throws SystemException, RollbackException {
    switch (script.hold()) {
      case NOWHERE -> {}
      case WORKED -> holds.hold(script.id());
      case FLUSHED -> entities.persist(new Note(script.id()));
      case COMPLETING ->
          synchronizations.registerInterposedSynchronization(new Completing(holds, script.id()));
      // By a name of WildFly's.
      case PREPARED ->
          Names.lookup(TransactionManager.class, "java:jboss/TransactionManager")
              .getTransaction()
              .enlistResource(new HoldingResource(() -> holds.hold(script.id())));
      // Called in reverse order, so before the adapter's, which has been there since the first
      // send.
      case COMMITTED ->
          synchronizations.registerInterposedSynchronization(new Committed(holds, script.id()));
    }
  }

  private record Failing() implements Synchronization {

    @Override
    public void beforeCompletion() {
      throw new IllegalStateException("the script says so");
    }

    @Override
    public void afterCompletion(int status) {}
  }

  private record Completing(Holds holds, String id) implements Synchronization {

    @Override
    public void beforeCompletion() {
      holds.hold(id);
    }

    @Override
    public void afterCompletion(int status) {}
  }

  private record Committed(Holds holds, String id) implements Synchronization {

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        holds.hold(id);
      }
    }
  }
}
