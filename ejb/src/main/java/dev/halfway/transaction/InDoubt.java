package dev.halfway.transaction;

import dev.halfway.audit.Audit;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.RelayStatus;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.text.Causes;
import dev.halfway.transaction.xa.XaInDoubt;
import dev.halfway.transaction.xa.XaOutcome;
import dev.halfway.transaction.xa.XaTransaction;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;

/**
 * The half messages that are in doubt or cannot be delivered, the transactions under two-phase
 * commit that are in doubt, and what an operator does about them.
 *
 * <p>Every attempt to change something is in the audit trail twice: as {@code asked}, before
 * anything is done, then with what came of it. A server that dies in between leaves the first.
 *
 * <p>Runs outside any transaction: the adapter has its own. Fails with {@link JMSRuntimeException}
 * when the broker is out of reach.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class InDoubt {

  private static final int LONGEST_OUTCOME = 255;

  @Resource(lookup = "java:/halfway/HalfTransactions")
  private HalfTransactions halves;

  @Inject private Audit audit;
  @Inject private XaInDoubt xa;
  @Inject private TransactionConfiguration configuration;

  /** What is in doubt or cannot be delivered, on every node; at most so many, from 1. */
  public List<HalfTransaction> list(int limit) {
    return asking(() -> halves.inDoubt(limit));
  }

  /** One of them. */
  public Optional<HalfTransaction> find(String id) {
    return asking(() -> halves.find(id));
  }

  /** At most so many characters of its body, from 1; of anything but text, what it is. */
  public Optional<String> body(String id, int limit) {
    return asking(() -> halves.body(id, limit));
  }

  /**
   * Decides the whole transaction of a message and settles the message; the database prevails.
   *
   * @param id at most 255 characters
   * @param verdict {@link Verdict#COMMIT} or {@link Verdict#ROLLBACK}
   * @param reason for the audit trail, at most 255 characters
   * @param who for the audit trail, at most 64 characters
   */
  public Resolution resolve(String id, Verdict verdict, String reason, String who) {
    return audited(
        () -> halves.resolve(id, verdict),
        outcome -> audit.record(who, "half message " + verdict, id, outcome, reason));
  }

  /** Transactions under two-phase commit that are in doubt, the oldest first. */
  public List<XaTransaction> transactions() {
    return xa.list();
  }

  /** One of them, by what the transaction manager calls it. */
  public Optional<XaTransaction> transaction(String uid) {
    return xa.find(uid);
  }

  /**
   * Ends a transaction under two-phase commit; the transaction log prevails.
   *
   * @param uid at most 255 characters
   * @param commit whether it is to be committed, rolled back otherwise
   * @param reason for the audit trail, at most 255 characters
   * @param who for the audit trail, at most 64 characters
   */
  public XaOutcome resolve(String uid, boolean commit, String reason, String who) {
    return audited(
        () -> xa.resolve(uid, commit, configuration.xaMinAge()),
        outcome ->
            audit.record(
                who, "transaction " + (commit ? "COMMIT" : "ROLLBACK"), uid, outcome, reason));
  }

  /**
   * Has a waiting or parked message looked at now; a parked one starts again with all its checks.
   *
   * @param id at most 255 characters
   * @param who for the audit trail, at most 64 characters
   */
  public Resolution check(String id, String who) {
    return audited(
        () -> halves.check(id), outcome -> audit.record(who, "half message check", id, outcome));
  }

  /**
   * Takes up parked messages again, those first that were parked first; each starts again with all
   * its checks.
   *
   * @param limit at most this many, from 1
   * @param reason for the audit trail, at most 255 characters
   * @param who for the audit trail, at most 64 characters
   * @return how many were taken up
   */
  public int resume(int limit, String reason, String who) {
    return audited(
        () -> halves.resume(limit),
        outcome -> audit.record(who, "half messages resume", "parked", outcome, reason));
  }

  /**
   * Binds broker and database to each other anew, after one of them was moved, restored or replaced
   * on purpose: from now on this database decides about what is half in this broker.
   *
   * @param reason for the audit trail, at most 255 characters
   * @param who for the audit trail, at most 64 characters
   */
  public void rebind(String reason, String who) {
    audited(
        () -> {
          halves.rebind();
          return "BOUND";
        },
        outcome -> audit.record(who, "half messages rebind", "marker store", outcome, reason));
  }

  /** What the adapter on this node is doing; asks neither broker nor database. */
  public RelayStatus status() {
    return halves.status();
  }

  private interface Question<T> {
    T ask() throws JMSException;
  }

  private interface Trail {
    void add(String outcome);
  }

  private static <T> T audited(Question<T> deed, Trail trail) {
    trail.add("asked");
    T outcome;
    try {
      outcome = asking(deed);
    } catch (RuntimeException e) {
      trail.add(Causes.cut("failed: " + Causes.textOf(e), LONGEST_OUTCOME));
      throw e;
    }
    trail.add(String.valueOf(outcome));
    return outcome;
  }

  private static <T> T asking(Question<T> question) {
    try {
      return question.ask();
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
