package dev.halfway.transaction.xa;

import dev.halfway.lifecycle.NodeName;
import dev.halfway.transaction.xa.XaTransaction.Known;
import dev.halfway.transaction.xa.XaTransaction.Place;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/**
 * Transactions under two-phase commit that are in doubt, and what an operator decides about them.
 * Looks into database, broker and log, outside any transaction; fails when one of them is out of
 * reach.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class XaInDoubt {

  @Inject private DatabaseBranches database;
  @Inject private BrokerBranches broker;
  @Inject private TransactionLog log;

  @Inject private NodeName node;

  private record Found(
      GlobalId global,
      @Nullable PreparedBranch inDatabase,
      @Nullable PreparedBranch inBroker,
      @Nullable Instant decidedAt) {

    Found and(Found other) {
      return new Found(
          global,
          inDatabase == null ? other.inDatabase : inDatabase,
          inBroker == null ? other.inBroker : inBroker,
          decidedAt == null ? other.decidedAt : decidedAt);
    }
  }

  /** All of them, the oldest first. */
  public List<XaTransaction> list() {
    return find().values().stream()
        .map(this::transaction)
        .sorted(Comparator.comparing(XaTransaction::since))
        .toList();
  }

  /** One of them. */
  public Optional<XaTransaction> find(String uid) {
    return Optional.ofNullable(find().get(uid)).map(this::transaction);
  }

  /**
   * Ends what is left of a transaction: as the log says, and where this node's log cannot know, as
   * it was asked for.
   *
   * @param commit what was asked for
   * @param minAge of a younger one nothing is ended: whoever began it may be about to
   */
  public XaOutcome resolve(String uid, boolean commit, Duration minAge) {
    Found found = find().get(uid);
    if (found == null || (found.inDatabase() == null && found.inBroker() == null)) {
      return XaOutcome.NOT_FOUND;
    }
    XaTransaction transaction = transaction(found);
    if (transaction.since().plus(minAge).isAfter(Instant.now())) {
      return XaOutcome.TOO_YOUNG;
    }
    boolean commits =
        transaction.known() == Known.UNKNOWN ? commit : transaction.known() == Known.COMMIT;
    end(found, commits);
    if (commits) {
      return commit ? XaOutcome.COMMITTED : XaOutcome.COMMITTED_INSTEAD;
    }
    return commit ? XaOutcome.ROLLED_BACK_INSTEAD : XaOutcome.ROLLED_BACK;
  }

  /** The database first: a broker that fails then leaves a message late, and no row in doubt. */
  private void end(Found found, boolean commit) {
    try {
      if (found.inDatabase() != null) {
        database.end(found.inDatabase(), commit);
      }
      if (found.inBroker() != null) {
        broker.end(found.inBroker(), commit);
      }
    } catch (SQLException e) {
      throw new EJBException("the database does not end it: " + e.getMessage(), e);
    }
  }

  private XaTransaction transaction(Found found) {
    Set<Place> places = EnumSet.noneOf(Place.class);
    // Who tells it best comes last: the log tells whole seconds, and the broker nothing.
    Instant since = found.decidedAt() == null ? Instant.now() : found.decidedAt();
    if (found.inBroker() != null) {
      places.add(Place.BROKER);
      since = found.inBroker().since();
    }
    if (found.inDatabase() != null) {
      places.add(Place.DATABASE);
      since = found.inDatabase().since();
    }
    return new XaTransaction(
        found.global().uid(),
        found.global().node(),
        since,
        places,
        found.decidedAt() != null,
        found.global().node().equals(node.name()));
  }

  private Map<String, Found> find() {
    try {
      Map<String, Found> all = new LinkedHashMap<>();
      // The branches first: one that is decided meanwhile is seen to be.
      database.all().forEach(one -> add(all, new Found(one.global(), one, null, null)));
      broker.all().forEach(one -> add(all, new Found(one.global(), null, one, null)));
      if (all.isEmpty()) {
        return all;
      }
      // What stands in the log and is prepared nowhere is over, or a heuristic outcome of old.
      Instant now = Instant.now();
      log.decided()
          .forEach(
              (uid, seconds) ->
                  all.computeIfPresent(
                      uid,
                      (same, branches) ->
                          branches.and(
                              new Found(
                                  branches.global(), null, null, now.minusSeconds(seconds)))));
      return all;
    } catch (SQLException e) {
      throw new EJBException("the database does not list them: " + e.getMessage(), e);
    } catch (JMException e) {
      throw new EJBException("the transaction log does not list them: " + e.getMessage(), e);
    }
  }

  private static void add(Map<String, Found> all, Found one) {
    all.merge(one.global().uid(), one, Found::and);
  }
}
