package dev.halfway.ra.binding;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.Endpoints;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where all groups have checkers there is no database to know the nodes: the broker does. */
class NodesWithoutStoreTest {

  private static final String OTHER = "halfway.other";
  private static final String THIRD = "halfway.third";
  private static final String GROUP = "payments";

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @BeforeEach
  void start() {
    // An idle lane is heard of once a second.
    lab.takeoverAfter = 2_500;
    lab.forgetAfter = 1_500;
    lab.markers = false;
    lab.checkers.activate(new Endpoints(() -> Verdict.COMMIT), GROUP);
    lab.start().lanes(OTHER);
    lab.lanes(THIRD);
  }

  @Test
  void lanesThatTheConfigurationNoLongerHasAreDrainedAndForgotten() throws Exception {
    lab.lanes = 4;
    lab.lanes(RelayLab.HALF);
    lab.engine().stop();
    lab.lanes = 2;
    Engine after = lab.engine();
    for (int lane = 0; lane < 4; lane++) {
      sendTo(RelayLab.HALF + "." + lane, after, "lane " + lane);
    }

    assertThat(lab.texts(RelayLab.TO, 4))
        .containsExactlyInAnyOrder("lane 0", "lane 1", "lane 2", "lane 3");

    soon().untilAsserted(() -> assertThat(registered()).containsExactlyInAnyOrder(queues()));
    eventually(() -> after.status().takenOver().isEmpty());
    soon().until(() -> lab.broker.consumers(RelayLab.HALF + ".3") == 0);
  }

  @Test
  void queuesOfANodeThatIsGoneAreListedAndRelayedByOneOfTheOthers() throws Exception {
    lab.forgetAfter = 3_600_000;
    Engine one = lab.engine();
    Engine two = lab.engine("two", OTHER);
    Engine three = lab.engine("three", THIRD);
    one.stop();
    sendTo(RelayLab.HALF + ".0", two, "left behind");

    // The first by name.
    eventually(
        () ->
            three.status().takenOver().equals(List.of(queues()))
                && two.status().takenOver().isEmpty());
    assertThat(lab.text(RelayLab.TO)).isEqualTo("left behind");

    three.stop();
    eventually(() -> two.status().takenOver().containsAll(List.of(queues())));

    Engine back = lab.engine();

    eventually(() -> two.status().takenOver().stream().noneMatch(List.of(queues())::contains));
    sendTo(RelayLab.HALF + ".0", back, "mine again");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("mine again");
    eventually(() -> back.status().forwarded() == 1);
  }

  /** Otherwise nobody would look for what it leaves behind if it dies in its first seconds. */
  @Test
  void nodeIsKnownBeforeItSendsAnythingByOneMessageForEachQueue() throws Exception {
    Engine engine = lab.engine();
    assertThat(registered()).contains(queues());

    long before = lab.broker.added(RelayLab.CONTROL);
    eventually(() -> lab.broker.added(RelayLab.CONTROL) > before + 30);
    engine.stop();

    assertThat(registered().size()).as("one or two signs of each").isBetween(3, 6);
  }

  /** Each of them would read the other's signs of life as its own. */
  @Test
  void anotherAdapterWithTheSameNamesIsAnAlarm() throws Exception {
    Engine one = lab.engine();
    soon().until(() -> one.status().alarms().isEmpty());

    Engine twin = lab.engine();

    eventually(() -> tellsOfATwin(one) && tellsOfATwin(twin));
    twin.stop();
    soon().until(() -> one.status().alarms().isEmpty());
  }

  private static boolean tellsOfATwin(Engine engine) {
    return engine.status().alarms().stream().anyMatch(one -> one.startsWith("nodes: "));
  }

  /** Applications may share a control queue. */
  @Test
  void nodesOfAnotherApplicationAreNoneOfThese() throws Exception {
    lab.engine().stop();
    lab.owner = "another";
    Engine engine = lab.engine("two", OTHER);

    soon()
        .during(Duration.ofMillis(2 * lab.takeoverAfter))
        .until(() -> engine.status().takenOver().isEmpty());
  }

  private static String[] queues() {
    return new String[] {RelayLab.HALF + ".0", RelayLab.HALF + ".1", RelayLab.WAITING};
  }

  private void sendTo(String lane, Engine by, String text) throws Exception {
    HalfTransactionId id = lab.transaction();
    by.preparing(id, 1);
    by.ended(id);
    Draft draft = lab.draft(by, id).group(GROUP);
    lab.using(
        session -> {
          Message message = draft.around(session.createTextMessage(text));
          session.createProducer(session.createQueue(lane)).send(message);
          return message;
        });
  }

  /** What the signs of life in the control queue are of. */
  private List<String> registered() throws Exception {
    List<String> queues = new ArrayList<>();
    lab.using(
        session -> {
          var browser = session.createBrowser(session.createQueue(RelayLab.CONTROL));
          var messages = browser.getEnumeration();
          while (messages.hasMoreElements()) {
            queues.add(
                ((Message) messages.nextElement()).getStringProperty(PropertyNames.REGISTERED));
          }
          return session.createMessage();
        });
    return queues;
  }
}
