package dev.halfway.ra.portability;

import static dev.halfway.ra.lab.EngineLab.eventually;
import static dev.halfway.ra.lab.EngineLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.inbound.CheckBack;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.Endpoints;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.Load;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is undecided waits where operators see it, and is settled by fence, checker or operator. */
public interface InDoubtMessages extends OnABroker {

  String PAYMENTS = "payments";

  @Test
  default void whatNobodyCommitsIsFencedAndNeverComes() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();

    lab().send(engine, id, "phantom");

    eventually(() -> engine.status().swallowed() == 1);
    assertThatThrownBy(() -> lab().commit(id)).isInstanceOf(SQLException.class);
    assertThat(lab().isSilent(EngineLab.TO)).isTrue();
  }

  @Test
  default void aFenceWaitsForTheTransactionThatIsOpen() throws Exception {
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    try (Connection open = lab().open(id)) {
      lab().send(engine, id, "late");
      // So often that it would be parked, if an open transaction counted.
      eventually(() -> engine.status().setAside() > lab().maxChecks + 1);
      open.commit();
    }

    assertThat(lab().text(EngineLab.TO)).isEqualTo("late");
    assertThat(engine.status().parked()).isZero();
  }

  @Test
  default void whatIsInDoubtIsListedWithItsBody() throws Exception {
    Engine engine = undecidedForAnHour();
    HalfTransactionId id = lab().transaction();
    long sentAt = System.currentTimeMillis() - 5_000;

    lab().send(lab().draft(engine, id).key("k").sentAt(sentAt), "a body of some length");

    HalfTransaction listed = onlyOne(engine);
    assertThat(listed.id()).isEqualTo(id + ".0");
    assertThat(listed.node()).isEqualTo("one");
    assertThat(listed.key()).isEqualTo("k");
    assertThat(listed.destination()).isEqualTo(EngineLab.TO);
    assertThat(listed.queue()).isEqualTo(EngineLab.WAITING);
    assertThat(listed.sentAt()).isEqualTo(Instant.ofEpochMilli(sentAt));
    assertThat(listed.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(listed.cause()).isEqualTo("undecided");
    assertThat(engine.find(listed.id())).contains(listed);
    assertThat(engine.body(listed.id(), 6)).contains("a body");
  }

  @Test
  default void anOperatorDecides() throws Exception {
    Engine engine = undecidedForAnHour();
    HalfTransactionId wanted = lab().transaction();
    lab().send(engine, wanted, "wanted");
    HalfTransactionId unwanted = lab().transaction();
    lab().send(engine, unwanted, "unwanted");
    eventually(() -> engine.status().setAside() == 2 && engine.inDoubt(10).size() == 2);

    assertThat(engine.resolve(wanted + ".0", Verdict.COMMIT)).isEqualTo(Resolution.DELIVERED);
    assertThat(engine.resolve(unwanted + ".0", Verdict.ROLLBACK)).isEqualTo(Resolution.SWALLOWED);

    assertThat(lab().text(EngineLab.TO)).isEqualTo("wanted");
    assertThat(lab().isSilent(EngineLab.TO)).isTrue();
    assertThat(engine.inDoubt(10)).isEmpty();
  }

  /** A broker may page: what is due is found behind many that are not. */
  @Test
  default void whatIsDueIsFoundBehindManyThatAreNot() throws Exception {
    int many = 600;
    Engine engine = undecidedForAnHour();
    List<Draft> drafts =
        IntStream.range(0, many).mapToObj(i -> lab().draft(engine, lab().transaction())).toList();
    Load.inOneGo(lab(), drafts);
    eventually(() -> engine.status().setAside() == many);
    engine.stop();
    lab().immunity = 300;
    Engine after = lab().engine();
    HalfTransactionId id = lab().transaction();
    try (Connection open = lab().open(id)) {
      lab().send(after, id, "due");
      eventually(() -> after.status().setAside() > 0);
      open.commit();
    }

    assertThat(lab().text(EngineLab.TO)).isEqualTo("due");
    assertThat(after.inDoubt(2 * many)).hasSize(many);
  }

  @Test
  default void aGroupWithoutMarkerIsSettledByItsChecker() throws Exception {
    lab().immunity = 3_600_000;
    CheckBack checkers = lab().checkers;
    Endpoints endpoints = new Endpoints(() -> Verdict.COMMIT);
    checkers.activate(endpoints, PAYMENTS);
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    engine.preparing(id, 1);
    lab().send(lab().draft(engine, id).group(PAYMENTS).key("k"), "paid");

    engine.ended(id);

    assertThat(lab().text(EngineLab.TO)).isEqualTo("paid");
    assertThat(endpoints.asked)
        .singleElement()
        .satisfies(one -> assertThat(one.key()).isEqualTo("k"));
  }

  /** Whoever is in doubt stays so: nobody asks for an hour. */
  private Engine undecidedForAnHour() {
    lab().immunity = 3_600_000;
    lab().backoff = new ExponentialBackoff(3_600_000, 3_600_000);
    return lab().start().engine();
  }

  private static HalfTransaction onlyOne(Engine engine) throws Exception {
    return soon()
        .until(
            () -> engine.inDoubt(10),
            listed -> listed.size() == 1 && listed.get(0).state() == State.WAITING)
        .get(0);
  }
}
