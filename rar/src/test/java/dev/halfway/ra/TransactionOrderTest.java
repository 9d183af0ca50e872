package dev.halfway.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.jta.resources.LastResourceCommitOptimisation;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;

/**
 * The order in which Narayana calls the participants of one transaction: every Synchronization,
 * then the resource that votes read-only, then the local database. The half message is made durable
 * in that vote, so it is durable after all work is done and before the database commits.
 */
class TransactionOrderTest {

  private final List<String> calls = new ArrayList<>();
  private final TransactionManager transactions =
      com.arjuna.ats.jta.TransactionManager.transactionManager();

  @Test
  void messageResourceVotesAfterEverySynchronizationAndBeforeTheDatabaseCommits() throws Exception {
    transactions.begin();
    transactions.getTransaction().enlistResource(new MessageResource(XAResource.XA_RDONLY));
    transactions.getTransaction().registerSynchronization(new Flush());
    transactions.getTransaction().enlistResource(new LocalDatabase());
    transactions.commit();

    assertThat(calls).containsExactly("flush", "message prepare", "database commit");
  }

  @Test
  void orderDoesNotDependOnWhichIsEnlistedFirst() throws Exception {
    transactions.begin();
    transactions.getTransaction().enlistResource(new LocalDatabase());
    transactions.getTransaction().enlistResource(new MessageResource(XAResource.XA_RDONLY));
    transactions.getTransaction().registerSynchronization(new Flush());
    transactions.commit();

    assertThat(calls).containsExactly("flush", "message prepare", "database commit");
  }

  @Test
  void messageResourceThatCannotVoteKeepsTheDatabaseFromCommitting() throws Exception {
    transactions.begin();
    transactions.getTransaction().enlistResource(new LocalDatabase());
    transactions.getTransaction().enlistResource(new MessageResource(XAException.XA_RBROLLBACK));

    assertThatThrownBy(transactions::commit).isInstanceOf(RollbackException.class);
    assertThat(calls)
        .contains("message prepare", "database rollback")
        .doesNotContain("database commit");
  }

  private class Flush implements Synchronization {
    @Override
    public void beforeCompletion() {
      calls.add("flush");
    }

    @Override
    public void afterCompletion(int status) {}
  }

  private class MessageResource extends Resource {
    private final int vote;

    MessageResource(int vote) {
      super("message");
      this.vote = vote;
    }

    @Override
    public int prepare(Xid xid) throws XAException {
      super.prepare(xid);
      if (vote == XAResource.XA_RDONLY) {
        return vote;
      }
      throw new XAException(vote);
    }
  }

  /** One-phase: the marker interface is how a server tells Narayana that a datasource is not XA. */
  private class LocalDatabase extends Resource implements LastResourceCommitOptimisation {
    LocalDatabase() {
      super("database");
    }

    @Override
    public int prepare(Xid xid) {
      return XAResource.XA_OK;
    }
  }

  private class Resource implements XAResource {
    private final String name;

    Resource(String name) {
      this.name = name;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
      calls.add(name + " commit");
    }

    @Override
    public int prepare(Xid xid) throws XAException {
      calls.add(name + " prepare");
      return XAResource.XA_OK;
    }

    @Override
    public void rollback(Xid xid) {
      calls.add(name + " rollback");
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
}
