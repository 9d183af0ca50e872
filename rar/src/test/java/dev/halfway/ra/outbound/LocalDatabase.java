package dev.halfway.ra.outbound;

import com.arjuna.ats.jta.resources.LastResourceCommitOptimisation;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A database that takes part with its local transaction. The marker interface is how a server tells
 * Narayana so.
 */
final class LocalDatabase implements LastResourceCommitOptimisation {

  private final List<String> calls;
  private final Runnable onCommit;

  LocalDatabase(List<String> calls, Runnable onCommit) {
    this.calls = calls;
    this.onCommit = onCommit;
  }

  @Override
  public int prepare(Xid xid) {
    return XA_OK;
  }

  @Override
  public void commit(Xid xid, boolean onePhase) throws XAException {
    try {
      onCommit.run();
    } catch (IllegalStateException e) {
      XAException refused = new XAException(XAException.XA_RBROLLBACK);
      refused.initCause(e);
      throw refused;
    }
    calls.add("database commit");
  }

  @Override
  public void rollback(Xid xid) {
    calls.add("database rollback");
  }

  @Override
  public void start(Xid xid, int flags) {}

  @Override
  public void end(Xid xid, int flags) {}

  @Override
  public void forget(Xid xid) {}

  @Override
  public int getTransactionTimeout() {
    return 0;
  }

  @Override
  public boolean setTransactionTimeout(int seconds) {
    return false;
  }

  @Override
  public boolean isSameRM(XAResource other) {
    return other == this;
  }

  @Override
  public Xid[] recover(int flag) {
    return new Xid[0];
  }
}
