package dev.halfway.ra.portability;

import static dev.halfway.ra.lab.EngineLab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.Load;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages of one key come in the order in which their transactions committed on one node. */
public interface OrderedMessages extends OnABroker {

  int CALLERS = 6;
  int EACH = 40;
  List<String> KEYS = List.of("a", "b", "c");

  @Test
  default void ofOneKeyUnderConcurrentLoad() throws Exception {
    lab().batch = 7;
    lab().hintBound = 20_000;
    Engine engine = lab().start().engine();
    List<Sequence> sequences = KEYS.stream().map(Sequence::new).toList();

    CompletableFuture.allOf(
            IntStream.range(0, CALLERS)
                .mapToObj(
                    caller ->
                        CompletableFuture.runAsync(() -> callAgainAndAgain(engine, sequences)))
                .toArray(CompletableFuture[]::new))
        .join();

    List<String> came = lab().texts(EngineLab.TO, CALLERS * EACH);
    for (Sequence sequence : sequences) {
      assertThat(came.stream().filter(one -> one.startsWith(sequence.key)))
          .containsExactlyElementsOf(sequence.committed);
    }
    assertThat(engine.status().setAside()).isZero();
  }

  /** What one key's transactions do one after the other, as row locks make them. */
  class Sequence {
    final ReentrantLock lock = new ReentrantLock();
    final String key;
    final List<String> committed = new ArrayList<>();

    Sequence(String key) {
      this.key = key;
    }
  }

  private void callAgainAndAgain(Engine engine, List<Sequence> sequences) {
    try (jakarta.jms.Connection connection = lab().connect()) {
      Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
      for (int i = 0; i < EACH; i++) {
        Sequence sequence = sequences.get(i % sequences.size());
        sequence.lock.lock();
        try {
          String text = sequence.key + sequence.committed.size();
          commitOne(engine, session, sequence.key, text);
          sequence.committed.add(text);
        } finally {
          sequence.lock.unlock();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the order of the protocol: marker, half message, commit, end. */
  private void commitOne(Engine engine, Session session, String key, String text) throws Exception {
    HalfTransactionId id = lab().transaction();
    Draft draft = new Draft(engine, id, 0, EngineLab.TO).key(key);
    try (java.sql.Connection open = lab().open(id)) {
      engine.preparing(id, 1);
      session
          .createProducer(session.createQueue(draft.lane()))
          .send(draft.around(session.createTextMessage(text)));
      session.commit();
      open.commit();
    }
    engine.ended(id);
  }

  /** Longer than the bound is longer than anybody else should wait. */
  @Test
  default void laneHoldsNoLongerThanTheBound() throws Exception {
    lab().lanes = 1;
    Engine engine = lab().start().engine();
    HalfTransactionId slow = lab().transaction();
    try (java.sql.Connection open = lab().open(slow)) {
      engine.preparing(slow, 1);
      lab().send(engine, slow, "slow");
      lab().committed(engine, "other");

      assertThat(lab().text(EngineLab.TO)).isEqualTo("other");

      eventually(() -> engine.status().setAside() >= 3);
      assertThat(engine.status().checked()).isZero();
      open.commit();
    }
    engine.ended(slow);
    assertThat(lab().text(EngineLab.TO)).isEqualTo("slow");
  }

  @Test
  default void ofOneTransactionWithoutAKey() throws Exception {
    lab().lanes = 4;
    Engine engine = lab().start().engine();
    HalfTransactionId id = lab().transaction();
    lab().commit(id);
    List<Draft> drafts = IntStream.range(0, 30).mapToObj(i -> lab().draft(engine, id)).toList();

    Load.inOneGo(lab(), drafts);

    assertThat(lab().texts(EngineLab.TO, 30)).isEqualTo(Load.texts(30));
  }
}
