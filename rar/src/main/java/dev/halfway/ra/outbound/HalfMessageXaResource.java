package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.Caused;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The place of one managed connection in the order of transactions: its vote comes after all work
 * of the transaction and before the database commits.
 *
 * <p>That is all it serves. What it did is decided by the marker, so it votes {@link #XA_RDONLY},
 * has nothing to recover and is the same resource manager as no other. Each branch has its own
 * session of the broker's.
 */
final class HalfMessageXaResource implements XAResource {

  private final HalfMessageManagedConnection connection;
  private final Map<BranchId, TransactionBranch> branches = new ConcurrentHashMap<>();

  private record BranchId(int format, ByteBuffer global, ByteBuffer qualifier) {
    static BranchId of(Xid xid) {
      return new BranchId(
          xid.getFormatId(),
          ByteBuffer.wrap(xid.getGlobalTransactionId().clone()),
          ByteBuffer.wrap(xid.getBranchQualifier().clone()));
    }
  }

  HalfMessageXaResource(HalfMessageManagedConnection connection) {
    this.connection = connection;
  }

  /** The branch that takes messages of a transaction, if the connection is enlisted in it. */
  @Nullable TransactionBranch branchOf(Object transactionKey) {
    for (TransactionBranch branch : branches.values()) {
      if (branch.isOf(transactionKey)) {
        return branch;
      }
    }
    return null;
  }

  /** Whether another thread is talking to the broker for some branch. */
  boolean isBusy() {
    return branches.values().stream().anyMatch(TransactionBranch::isBusy);
  }

  /** Whether some branch leaves the connection unusable. */
  boolean isSpoilt() {
    return branches.values().stream().anyMatch(TransactionBranch::isSpoilt);
  }

  @Override
  public void start(Xid xid, int flags) throws XAException {
    if (!connection.isUsable()) {
      throw refusal(XAException.XAER_RMFAIL, "the connection has failed or was closed", null);
    }
    if (flags == TMNOFLAGS) {
      TransactionBranch branch = connection.newBranch();
      if (branches.putIfAbsent(BranchId.of(xid), branch) != null) {
        throw refusal(XAException.XAER_DUPID, "started before: " + xid, null);
      }
    } else {
      known(xid);
    }
  }

  @Override
  public void end(Xid xid, int flags) throws XAException {
    TransactionBranch branch = known(xid);
    if (flags == TMFAIL) {
      branch.fail();
    }
  }

  @Override
  public int prepare(Xid xid) throws XAException {
    finish(xid, TransactionBranch::prepare);
    return XA_RDONLY;
  }

  @Override
  public void commit(Xid xid, boolean onePhase) throws XAException {
    if (!onePhase) {
      throw refusal(XAException.XAER_PROTO, "never prepared: " + xid, null);
    }
    finish(xid, TransactionBranch::commitAlone);
  }

  @Override
  public void rollback(Xid xid) throws XAException {
    finish(xid, TransactionBranch::end);
  }

  private interface End {
    void of(TransactionBranch branch) throws XAException;
  }

  /** A branch that leaves the connection unusable is kept, so that this is known until the end. */
  private void finish(Xid xid, End end) throws XAException {
    TransactionBranch branch = known(xid);
    try {
      end.of(branch);
    } finally {
      if (!branch.isSpoilt()) {
        branches.remove(BranchId.of(xid));
      }
    }
  }

  private TransactionBranch known(Xid xid) throws XAException {
    TransactionBranch branch = branches.get(BranchId.of(xid));
    if (branch == null) {
      throw refusal(XAException.XAER_NOTA, "not known here: " + xid, null);
    }
    return branch;
  }

  static XAException refusal(int code, String message, @Nullable Exception cause) {
    XAException refusal = new XAException(message);
    refusal.errorCode = code;
    return Caused.by(cause, refusal);
  }

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

  @Override
  public String toString() {
    return "half messages of group " + connection.group().name();
  }
}
