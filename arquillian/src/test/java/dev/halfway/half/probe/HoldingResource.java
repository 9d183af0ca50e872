package dev.halfway.half.probe;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * Does something when it is asked for its vote, and takes no part otherwise. Resources are asked in
 * the order of their enlisting; the database's comes last, it has nothing to vote.
 *
 * @param action what it does
 */
public record HoldingResource(Runnable action) implements XAResource {

  @Override
  public int prepare(Xid xid) {
    action.run();
    return XA_RDONLY;
  }

  @Override
  public void start(Xid xid, int flags) {}

  @Override
  public void end(Xid xid, int flags) {}

  @Override
  public void commit(Xid xid, boolean onePhase) {
    action.run();
  }

  @Override
  public void rollback(Xid xid) {}

  @Override
  public void forget(Xid xid) {}

  @Override
  public Xid[] recover(int flag) {
    return new Xid[0];
  }

  @Override
  public boolean isSameRM(XAResource other) {
    return other == this;
  }

  @Override
  public int getTransactionTimeout() {
    return 0;
  }

  @Override
  public boolean setTransactionTimeout(int seconds) {
    return false;
  }
}
