package dev.halfway.ra.binding;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.inbound.CheckBack;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.Endpoints;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two applications share a broker, and with it the parked and the control queue. Both have a group
 * of senders of the same name.
 */
class OwnershipTest {

  private static final String GROUP = "payments";

  @RegisterExtension private final RelayLab lab = new RelayLab();

  private Engine application(String name, boolean markers, Endpoints checker) {
    if (markers) {
      lab.replaceDatabase(RelayLab.memory());
      lab.dataSource = "jdbc/" + name + "-" + System.identityHashCode(this);
      lab.bindDatabase();
    }
    lab.markers = markers;
    lab.store = name;
    lab.owner = name;
    lab.checkers = new CheckBack();
    lab.checkers.activate(checker, GROUP);
    lab.lanes(name);
    return lab.engine(name, name);
  }

  /** What nobody but the application that sent it has anything to do with. */
  @ParameterizedTest(name = "with marker stores: {0}")
  @ValueSource(booleans = {false, true})
  void aMessageThatIsParkedIsSettledByTheApplicationThatSentItAndByNobodyElse(boolean markers)
      throws Exception {
    lab.start();
    Endpoints ofA = new Endpoints(() -> Verdict.UNKNOWN);
    Endpoints ofB = new Endpoints(() -> Verdict.ROLLBACK);
    Engine a = application("a", markers, ofA);
    Engine b = application("b", markers, ofB);
    HalfTransactionId id = lab.transaction();
    lab.send(lab.draft(a, id).group(GROUP), "of a");
    eventually(() -> lab.count(RelayLab.PARKED) == 1);
    String message = id + ".0";

    assertThat(b.inDoubt(10)).isEmpty();
    assertThat(b.find(message)).isEmpty();
    assertThat(b.body(message, 10)).isEmpty();
    assertThat(b.resolve(message, Verdict.ROLLBACK)).isEqualTo(Resolution.NOT_FOUND);
    assertThat(b.check(message)).isEqualTo(Resolution.NOT_FOUND);
    assertThat(b.resume(10)).isZero();
    assertThat(ofB.asked).isEmpty();
    soon().until(() -> a.status().alarms().stream().anyMatch(one -> one.startsWith("parked")));
    assertThat(b.status().alarms()).noneMatch(one -> one.startsWith("parked"));

    ofA.answer = () -> Verdict.COMMIT;
    assertThat(a.inDoubt(10)).extracting(HalfTransaction::id).containsExactly(message);
    assertThat(a.resume(10)).isEqualTo(1);
    assertThat(lab.text(RelayLab.TO)).isEqualTo("of a");
  }

  /** By a mistake of who configures them, say. */
  @ParameterizedTest(name = "with marker stores: {0}")
  @ValueSource(booleans = {false, true})
  void aMessageInTheHalfQueueOfAnotherApplicationIsLeftAloneAndReported(boolean markers)
      throws Exception {
    lab.start();
    Engine a = application("a", markers, new Endpoints(() -> Verdict.COMMIT));
    Endpoints ofB = new Endpoints(() -> Verdict.ROLLBACK);
    Engine b = application("b", markers, ofB);
    HalfTransactionId id = lab.transaction();
    put(lab.draft(a, id).group(GROUP), "b.0", "of a");

    soon()
        .until(
            () ->
                b.status().alarms().stream()
                    .anyMatch(one -> one.contains("of another application in b.0")));
    assertThat(ofB.asked).isEmpty();
    assertThat(lab.count("b.0")).isEqualTo(1);
  }

  /** Adapters before 0.2 sent them so. */
  @ParameterizedTest(name = "with marker stores: {0}")
  @ValueSource(booleans = {false, true})
  void aMessageWithoutAnOwnerBelongsToTheHalfQueueItIsIn(boolean markers) throws Exception {
    lab.start();
    Endpoints ofA = new Endpoints(() -> Verdict.COMMIT);
    Engine a = application("a", markers, ofA);
    HalfTransactionId id = lab.transaction();
    String unowned = "group:" + GROUP;

    put(lab.draft(a, id).group(GROUP), "a.0", "sent before", unowned);
    assertThat(lab.text(RelayLab.TO)).isEqualTo("sent before");

    ofA.answer = () -> Verdict.UNKNOWN;
    put(lab.draft(a, id).group(GROUP), "a.waiting", "parked by now", unowned);
    eventually(() -> a.inDoubt(10).stream().anyMatch(one -> one.queue().equals(RelayLab.PARKED)));

    put(lab.draft(a, id).group(GROUP), RelayLab.PARKED, "parked before", unowned);
    soon()
        .until(
            () ->
                a.status().alarms().stream()
                    .anyMatch(one -> one.startsWith("parked messages without an owner")));
    assertThat(a.inDoubt(10)).hasSize(1);
  }

  private void put(Draft draft, String queue, String text) throws JMSException {
    put(draft, queue, text, null);
  }

  private void put(Draft draft, String queue, String text, @Nullable String owner)
      throws JMSException {
    lab.using(
        session -> {
          Message message = draft.around(session.createTextMessage(text));
          if (owner != null) {
            message.setStringProperty(PropertyNames.STORE, owner);
          }
          session.createProducer(session.createQueue(queue)).send(message);
          return message;
        });
  }
}
