package dev.halfway.ra.operator;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.BytesMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What operators see of half messages, and that they can decide no more than the database allows.
 */
class OperatorTest {

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @SuppressWarnings("NullAway.Init") // Started in each test.
  private Engine engine;

  /** Whoever is in doubt stays so: nobody asks for an hour. */
  private void start() {
    lab.immunity = 3_600_000;
    lab.backoff = new ExponentialBackoff(3_600_000, 3_600_000);
    engine = lab.start().engine();
  }

  @Test
  void everythingOfAMessageInDoubtIsShown() throws Exception {
    start();
    HalfTransactionId id = lab.transaction();
    long sentAt = System.currentTimeMillis() - 5_000;
    lab.send(lab.draft(engine, id).key("k").sentAt(sentAt), "a body of some length");
    HalfTransaction listed = onlyOne();

    assertThat(listed.id()).isEqualTo(id + ".0");
    assertThat(listed.transaction()).isEqualTo(id.toString());
    assertThat(listed.ordinal()).isZero();
    assertThat(listed.group()).isEqualTo("default");
    assertThat(listed.node()).isEqualTo("one");
    assertThat(listed.key()).isEqualTo("k");
    assertThat(listed.destination()).isEqualTo(RelayLab.TO);
    assertThat(listed.state()).isEqualTo(State.WAITING);
    assertThat(listed.queue()).isEqualTo(RelayLab.WAITING);
    assertThat(listed.sentAt()).isEqualTo(Instant.ofEpochMilli(sentAt));
    assertThat(listed.nextCheck()).isAfter(Instant.now().plusSeconds(1_800));
    assertThat(listed.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(listed.cause()).isEqualTo("undecided");
    assertThat(engine.find(listed.id())).contains(listed);
    assertThat(engine.body(listed.id(), 6)).contains("a body");
    assertThat(engine.body(listed.id(), 1_000)).contains("a body of some length");
  }

  @Test
  void bodyThatIsNoTextIsDescribed() throws Exception {
    start();
    HalfTransactionId id = lab.transaction();
    lab.send(
        lab.draft(engine, id),
        session -> {
          BytesMessage message = session.createBytesMessage();
          message.writeInt(7);
          return message;
        });

    assertThat(engine.body(onlyOne().id(), 100)).contains("(4 bytes)");
  }

  @Test
  void noMoreAreListedThanAreWanted() throws Exception {
    start();
    for (int i = 0; i < 5; i++) {
      lab.send(engine, lab.transaction(), "message " + i);
    }
    eventually(() -> lab.broker.added(RelayLab.WAITING) == 5);

    soon().until(() -> engine.inDoubt(10).size() == 5);
    assertThat(engine.inDoubt(2)).hasSize(2);
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    start();
    for (String id : new String[] {lab.transaction() + ".0", "", ".", "x", "1-2.3", "' OR 1=1"}) {
      assertThat(engine.find(id)).isEmpty();
      assertThat(engine.body(id, 10)).isEmpty();
      assertThat(engine.check(id)).isEqualTo(Resolution.NOT_FOUND);
      assertThat(engine.resolve(id, Verdict.COMMIT)).isEqualTo(Resolution.NOT_FOUND);
    }
    assertThatThrownBy(() -> engine.resolve("x", Verdict.UNKNOWN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void forcedCommitDelivers() throws Exception {
    start();
    HalfTransactionId id = inDoubt();

    assertThat(engine.resolve(id + ".0", Verdict.COMMIT)).isEqualTo(Resolution.DELIVERED);

    assertThat(lab.text(RelayLab.TO)).isEqualTo("in doubt");
    assertThat(row(id)).isTrue();
    assertThat(engine.inDoubt(10)).isEmpty();
  }

  @Test
  void forcedRollbackSwallowsAndTheTransactionCanNeverCommit() throws Exception {
    start();
    HalfTransactionId id = inDoubt();

    assertThat(engine.resolve(id + ".0", Verdict.ROLLBACK)).isEqualTo(Resolution.SWALLOWED);

    assertThat(row(id)).isFalse();
    assertThatThrownBy(() -> lab.commit(id)).isInstanceOf(SQLException.class);
    assertThat(lab.isSilent(RelayLab.TO)).isTrue();
    assertThat(engine.inDoubt(10)).isEmpty();
  }

  @Test
  void whatHasCommittedIsDeliveredInstead() throws Exception {
    start();
    HalfTransactionId id = inDoubt();
    lab.commit(id);

    assertThat(engine.resolve(id + ".0", Verdict.ROLLBACK)).isEqualTo(Resolution.DELIVERED_INSTEAD);

    assertThat(lab.text(RelayLab.TO)).isEqualTo("in doubt");
    assertThat(row(id)).isTrue();
  }

  @Test
  void whatWasRolledBackIsSwallowedInstead() throws Exception {
    start();
    HalfTransactionId id = inDoubt();
    lab.sql(
        "INSERT INTO halfway_marker_%d (id, committed) VALUES ('%s', FALSE)"
            .formatted(id.bucket(), id.uuid()));

    assertThat(engine.resolve(id + ".0", Verdict.COMMIT)).isEqualTo(Resolution.SWALLOWED_INSTEAD);

    assertThat(lab.isSilent(RelayLab.TO)).isTrue();
    assertThat(engine.inDoubt(10)).isEmpty();
  }

  @Test
  void whatIsOpenStaysUndecided() throws Exception {
    start();
    HalfTransactionId id = lab.transaction();
    try (Connection open = lab.open(id)) {
      lab.send(engine, id, "in doubt");
      onlyOne();
      for (Verdict verdict : new Verdict[] {Verdict.COMMIT, Verdict.ROLLBACK}) {
        assertThat(engine.resolve(id + ".0", verdict)).isEqualTo(Resolution.UNDECIDED);
      }
      assertThat(engine.check(id + ".0")).isEqualTo(Resolution.UNDECIDED);
      open.commit();
    }

    assertThat(engine.check(id + ".0")).isEqualTo(Resolution.DELIVERED);
    assertThat(lab.text(RelayLab.TO)).isEqualTo("in doubt");
  }

  @Test
  void whatCannotBeDeliveredStaysWithTheCause() throws Exception {
    start();
    HalfTransactionId id = lab.transaction();
    lab.send(lab.draft(engine, id).to("nowhere"), "in doubt");
    onlyOne();

    assertThat(engine.resolve(id + ".0", Verdict.COMMIT)).isEqualTo(Resolution.NOT_DELIVERABLE);

    HalfTransaction kept = onlyOne();
    assertThat(kept.verdict()).isEqualTo(Verdict.COMMIT);
    assertThat(kept.cause()).contains("nowhere");
    lab.broker.queue("nowhere");
    assertThat(engine.check(id + ".0")).isEqualTo(Resolution.DELIVERED);
    assertThat(lab.text("nowhere")).isEqualTo("in doubt");
  }

  @Test
  void groupWithACheckerIsDecidedByTheOperatorsWord() throws Exception {
    start();
    HalfTransactionId committed = lab.transaction();
    lab.send(lab.draft(engine, committed).group("g"), "committed");
    HalfTransactionId rolledBack = lab.transaction();
    lab.send(lab.draft(engine, rolledBack).group("g"), "rolled back");
    soon().until(() -> engine.inDoubt(10).size() == 2);

    assertThat(engine.resolve(committed + ".0", Verdict.COMMIT)).isEqualTo(Resolution.DELIVERED);
    assertThat(engine.resolve(rolledBack + ".0", Verdict.ROLLBACK)).isEqualTo(Resolution.SWALLOWED);

    assertThat(lab.text(RelayLab.TO)).isEqualTo("committed");
    assertThat(row(committed)).isNull();
  }

  @Test
  void parkedMessageThatIsLookedAtAgainHasAllItsChecksBeforeIt() throws Exception {
    engine = lab.start().engine();
    HalfTransactionId id = lab.transaction();
    lab.commit(id);
    lab.send(lab.draft(engine, id).to("nowhere"), "stubborn");
    eventually(() -> engine.status().parked() == 1);

    assertThat(engine.check(id + ".0")).isEqualTo(Resolution.NOT_DELIVERABLE);

    eventually(() -> engine.status().parked() == 2);
    assertThat(onlyOne().checks()).isEqualTo(lab.maxChecks);
    assertThat(engine.resolve(id + ".0", Verdict.ROLLBACK)).isEqualTo(Resolution.NOT_DELIVERABLE);
  }

  @Test
  void nothingIsDecidedWithoutTheDatabase() throws Exception {
    start();
    HalfTransactionId id = inDoubt();
    lab.database.stop();

    assertThatThrownBy(() -> engine.resolve(id + ".0", Verdict.ROLLBACK))
        .hasMessageContaining("the database is down");
    assertThatThrownBy(() -> engine.check(id + ".0")).hasMessageContaining("the database is down");

    assertThat(onlyOne().id()).isEqualTo(id + ".0");
    lab.database.start();
    eventually(() -> engine.status().ready());
    soon()
        .ignoreExceptions()
        .until(() -> engine.resolve(id + ".0", Verdict.ROLLBACK) == Resolution.SWALLOWED);
  }

  private HalfTransactionId inDoubt() throws Exception {
    HalfTransactionId id = lab.transaction();
    lab.send(engine, id, "in doubt");
    assertThat(onlyOne().id()).isEqualTo(id + ".0");
    return id;
  }

  /** The only one there is; while the relay has it in its hands it is not listed. */
  private HalfTransaction onlyOne() {
    return soon()
        .until(
            () -> engine.inDoubt(10),
            listed -> listed.size() == 1 && listed.get(0).state() != State.HALF)
        .get(0);
  }

  /** What the row says; null when there is none. */
  private @Nullable Boolean row(HalfTransactionId id) throws SQLException {
    try (Connection connection = lab.database.dataSource().getConnection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT committed FROM halfway_marker_%d WHERE id = '%s'"
                        .formatted(id.bucket(), id.uuid()))) {
      return rows.next() ? rows.getBoolean(1) : null;
    }
  }
}
