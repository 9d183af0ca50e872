package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.EmbeddedBroker;
import dev.halfway.ra.lab.Load;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQDisconnectedException;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forwarded and acknowledged is one thing: whatever happens to the broker, all comes once. */
class BrokerOutageTest {

  private static final int MANY = 300;

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @BeforeEach
  void doNotWaitLongForTheDead() {
    lab.broker.callTimeout(3_000);
    lab.bindBroker();
  }

  enum Outage {
    STOP {
      @Override
      void on(EmbeddedBroker broker) {
        broker.stop();
        broker.start();
      }
    },
    CRASH {
      @Override
      void on(EmbeddedBroker broker) {
        broker.crash();
        broker.start();
      }
    };

    abstract void on(EmbeddedBroker broker);
  }

  /** An outage is nobody's fault: one check that counted would park what was in a batch. */
  @ParameterizedTest
  @EnumSource
  void everythingComesOnceAlthoughTheBrokerGoesInTheMiddle(Outage outage) throws Exception {
    lab.batch = 10;
    lab.maxChecks = 1;
    Engine engine = lab.start().engine();
    HalfTransactionId rolledBack = lab.transaction();
    AtomicInteger withheld = new AtomicInteger();
    lab.broker.server().getRemotingService().addIncomingInterceptor(noCommitOnceSomeCame(withheld));
    Load.inOneGo(lab, Load.committed(lab, engine, MANY));
    lab.send(engine, rolledBack, "phantom");
    eventually(() -> withheld.get() > 0);
    assertThat(lab.count(RelayLab.TO)).isLessThan(MANY);

    outage.on(lab.broker);

    eventually(() -> lab.count(RelayLab.TO) == MANY);
    soon().until(() -> engine.status().swallowed() == 1);
    assertThat(Load.drain(lab, RelayLab.TO)).containsExactlyInAnyOrderElementsOf(Load.texts(MANY));
    assertThat(engine.status().parked()).isZero();
    soon().until(() -> engine.status().alarms().isEmpty());
  }

  /** The broker that goes is in the middle: it does not get the commits that would end the work. */
  private Interceptor noCommitOnceSomeCame(AtomicInteger withheld) {
    return (packet, connection) -> {
      if (packet.getType() == PacketImpl.SESS_COMMIT && lab.count(RelayLab.TO) > MANY / 10) {
        withheld.incrementAndGet();
        return false;
      }
      return true;
    };
  }

  @Test
  void everythingComesOnceAlthoughConnectionsBreakAgainAndAgain() throws Exception {
    lab.batch = 10;
    lab.maxChecks = 100;
    Engine engine = lab.start().engine();
    Load.inOneGo(lab, Load.committed(lab, engine, MANY));

    for (int cut = 1; cut <= 4; cut++) {
      long next = cut * (long) MANY / 5;
      eventually(() -> engine.status().forwarded() >= next);
      lab.broker.cutConnections();
    }

    eventually(() -> lab.count(RelayLab.TO) == MANY);
    assertThat(Load.drain(lab, RelayLab.TO)).containsExactlyInAnyOrderElementsOf(Load.texts(MANY));
  }

  /** The broker commits, and its answer is lost. */
  @Test
  void commitWhoseOutcomeIsNotKnownIsFollowedByNothing() throws Exception {
    lab.batch = 10;
    Engine engine = lab.start().engine();
    LostAnswers lost = new LostAnswers(5);
    lab.broker.server().getRemotingService().addIncomingInterceptor(lost.commits());
    lab.broker.server().getRemotingService().addOutgoingInterceptor(lost.answers());
    for (int i = 0; i < 20; i++) {
      lab.committed(engine, Load.texts(20).get(i));
    }

    eventually(() -> lab.count(RelayLab.TO) == 20);
    lab.lanesAreEmpty();
    soon().until(() -> engine.status().alarms().isEmpty());

    assertThat(Load.drain(lab, RelayLab.TO)).containsExactlyInAnyOrderElementsOf(Load.texts(20));
    assertThat(lost.left.get()).isNotPositive();
  }

  /** Breaks the connections of those whose transaction was just committed, so many times. */
  private static final class LostAnswers {

    private final Set<RemotingConnection> committing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger left;

    LostAnswers(int times) {
      left = new AtomicInteger(times);
    }

    Interceptor commits() {
      return (packet, connection) -> {
        if (packet.getType() == PacketImpl.SESS_COMMIT) {
          committing.add(connection);
        }
        return true;
      };
    }

    Interceptor answers() {
      return (packet, connection) -> {
        if (packet.getType() == PacketImpl.NULL_RESPONSE
            && committing.remove(connection)
            && left.getAndDecrement() > 0) {
          connection.fail(new ActiveMQDisconnectedException("cut by the test"));
          return false;
        }
        return true;
      };
    }
  }
}
