package dev.halfway.half;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * An XA participant that votes yes.
 *
 * @param action what it does when it is told to commit
 */
record XaParticipant(Action action) implements XAResource {

  /** What takes its time. */
  interface Action {
    void run() throws InterruptedException;
  }

  @Override
  public int prepare(Xid xid) {
    return XA_OK;
  }

  @Override
  public void commit(Xid xid, boolean onePhase) {
    try {
      action.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isSameRM(XAResource other) {
    return other == this;
  }

  @Override
  public Xid[] recover(int flag) {
    return new Xid[0];
  }

  @Override
  public boolean setTransactionTimeout(int seconds) {
    return false;
  }

  @Override
  public int getTransactionTimeout() {
    return 0;
  }

  @Override
  public void start(Xid xid, int flags) {}

  @Override
  public void end(Xid xid, int flags) {}

  @Override
  public void rollback(Xid xid) {}

  @Override
  public void forget(Xid xid) {}
}
