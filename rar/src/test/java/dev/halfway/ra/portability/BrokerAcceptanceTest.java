package dev.halfway.ra.portability;

import static dev.halfway.ra.lab.EngineLab.eventually;
import static dev.halfway.ra.lab.EngineLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.Load;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the adapter promises, on a broker that is a process of its own and is killed. */
@Tag("portability")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerAcceptanceTest
    implements IntactMessages,
        DelayedAndExpiringMessages,
        OrderedMessages,
        InDoubtMessages,
        Takeovers {

  private final BrokerProcess broker;

  @SuppressWarnings("NullAway.Init") // Of each test its own.
  private EngineLab lab;

  BrokerAcceptanceTest(BrokerProcess broker) {
    this.broker = broker;
  }

  final BrokerProcess broker() {
    return broker;
  }

  @BeforeAll
  void startBroker() {
    broker.start();
  }

  @AfterAll
  void stopBroker() {
    broker.stop();
  }

  @BeforeEach
  void makeLab() {
    lab = new EngineLab(broker, EngineLab.memory());
    lab.user = BrokerProcess.USER;
    lab.password = BrokerProcess.PASSWORD;
    // A broker that was just started, on a busy machine, is slower than one in this process.
    lab.sendTimeout = 20_000;
    configure(lab);
  }

  /** What the broker needs besides. */
  void configure(EngineLab configured) {}

  @AfterEach
  void closeLab() {
    lab.close();
  }

  @Override
  public final EngineLab lab() {
    return lab;
  }

  /** The half message is acknowledged, its database has not committed, and the broker dies. */
  @Test
  @Tag("slice")
  void whatIsHalfOutlivesTheBrokerAndTheDatabaseDecides() throws Exception {
    lab.immunity = 2_000;
    Engine engine = lab.start().engine();
    HalfTransactionId committed = lab.transaction();
    HalfTransactionId rolledBack = lab.transaction();
    try (Connection open = lab.open(committed)) {
      lab.send(engine, committed, "committed");
      lab.send(engine, rolledBack, "rolled back");

      broker.kill();
      broker.start();

      open.commit();
    }

    assertThat(lab.text(EngineLab.TO)).isEqualTo("committed");
    settled(engine);
    assertThat(lab.isSilent(EngineLab.TO)).isTrue();
  }

  /** When the broker dies, seen from the commit of a batch that forwards. */
  private enum Moment {
    BEFORE,
    DURING,
    AFTER
  }

  /** What is in the hands of the relay when the broker dies comes once all the same. */
  @Test
  void everythingComesOnceAlthoughTheBrokerIsKilledAgainAndAgain() throws Exception {
    int many = 400;
    int phantoms = 20;
    lab.batch = 10;
    // What fails alone, while the broker is back already, counts.
    lab.maxChecks = 15;
    Killing killing = new Killing();
    lab.bindBroker(Interposed.before(broker.connections(), EngineLab.TO, killing));
    Engine engine = lab.start().engine();
    List<Draft> drafts = Load.committed(lab, engine, many);
    for (int i = 0; i < phantoms; i++) {
      drafts.add(lab.draft(engine, lab.transaction()));
    }
    List<Moment> moments = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      moments.addAll(List.of(Moment.values()));
    }
    killing.arm(moments.get(0));

    Load.inOneGo(lab, drafts);
    killing.begin();

    for (int i = 0; i < moments.size(); i++) {
      killing.awaitDeath();
      if (i + 1 < moments.size()) {
        killing.arm(moments.get(i + 1));
      }
      broker.start();
    }

    assertThat(lab.texts(EngineLab.TO, many)).containsExactlyInAnyOrderElementsOf(Load.texts(many));
    settled(engine);
    assertThat(lab.isSilent(EngineLab.TO)).isTrue();
    assertThat(engine.status().parked()).isZero();
    soon().until(() -> engine.status().alarms().isEmpty());
  }

  /** Kills the broker at a moment of a commit, once for each time that it is armed. */
  private final class Killing implements Interposed.Interference {

    private final AtomicReference<@Nullable Moment> armed = new AtomicReference<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch alive = new CountDownLatch(0);

    void arm(Moment moment) {
      alive = new CountDownLatch(1);
      armed.set(moment);
    }

    /** Whoever sends must not be hit. */
    void begin() {
      begun.countDown();
    }

    void awaitDeath() {
      CountDownLatch one = alive;
      soon().until(() -> one.getCount() == 0);
    }

    @Override
    public @Nullable Object commit(boolean forwards, Interposed.Call commit) throws Throwable {
      Moment moment = forwards ? armed.getAndSet(null) : null;
      if (moment == null) {
        return commit.make();
      }
      CountDownLatch one = alive;
      begun.await();
      try {
        return switch (moment) {
          case BEFORE -> {
            broker.kill();
            yield commit.make();
          }
          case DURING -> {
            Thread killer = new Thread(broker::kill);
            killer.start();
            try {
              yield commit.make();
            } finally {
              killer.join();
            }
          }
          case AFTER -> {
            commit.make();
            broker.kill();
            throw new JMSException("the answer was lost");
          }
        };
      } finally {
        one.countDown();
      }
    }
  }

  @Test
  void aTopicHasAllOfItsSubscribersServedOnce() throws Exception {
    lab.start();
    lab.topic("news");
    Engine engine = lab.engine();
    try (jakarta.jms.Connection connection = lab.connect()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      Topic topic = session.createTopic("news");
      MessageConsumer first = session.createConsumer(topic);
      MessageConsumer second = session.createConsumer(topic);
      connection.start();
      HalfTransactionId id = lab.transaction();
      lab.commit(id);

      lab.send(lab.draft(engine, id).toTopic("news"), "new");

      for (MessageConsumer one : List.of(first, second)) {
        assertThat(one.receive(40_000).getBody(String.class)).isEqualTo("new");
        assertThat(one.receive(100)).isNull();
      }
    }
  }

  @Test
  void aDestinationThatTakesNothingHoldsUpNobodyElse() throws Exception {
    Refusing refusing = new Refusing();
    lab.lanes = 1;
    lab.maxChecks = 1_000;
    lab.bindBroker(Interposed.before(broker.connections(), "blocked", refusing));
    Engine engine = lab.start().engine();
    lab.queue("blocked");
    List<Draft> drafts = Load.committed(lab, engine, 20);
    drafts.get(10).to("blocked");

    Load.inOneGo(lab, drafts);

    List<String> others = new ArrayList<>(Load.texts(20));
    String culprit = others.remove(10);
    assertThat(lab.texts(EngineLab.TO, 19)).isEqualTo(others);
    HalfTransaction waiting =
        soon()
            .until(
                () -> engine.inDoubt(10),
                listed -> listed.size() == 1 && listed.get(0).attempts() >= 2)
            .get(0);
    assertThat(waiting.state()).isEqualTo(State.WAITING);
    assertThat(waiting.cause()).contains("blocked");

    refusing.refuses = false;

    assertThat(lab.text("blocked")).isEqualTo(culprit);
    settled(engine);
  }

  private static final class Refusing implements Interposed.Interference {

    private volatile boolean refuses = true;

    @Override
    public void sending() throws JMSException {
      if (refuses) {
        throw new JMSException("full");
      }
    }
  }

  /** The broker makes it, or the message waits until somebody does. */
  @Test
  void aDestinationThatIsMissing() throws Exception {
    lab.maxChecks = 1_000;
    Engine engine = lab.start().engine();
    HalfTransactionId id = lab.transaction();
    lab.commit(id);

    lab.send(lab.draft(engine, id).to("missing"), "for nobody");

    if (!broker.makesQueues()) {
      eventually(() -> engine.inDoubt(1).stream().anyMatch(one -> one.attempts() >= 2));
    }
    lab.queue("missing");
    Message came = lab.received("missing");
    assertThat(came.getBody(String.class)).isEqualTo("for nobody");
    settled(engine);
  }

  /** Waits until nothing is undecided or on its way. */
  private void settled(Engine engine) {
    lab.lanesAreEmpty();
    soon().until(() -> engine.inDoubt(10).isEmpty());
    lab.lanesAreEmpty();
  }
}
