package dev.halfway.ra.relay;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.Load;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionRequestProducerCreditsMessage;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager2;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message that cannot be forwarded stops nobody else's, and is delivered when it can be. */
class BlockedDestinationTest {

  private static final String BLOCKED = "blocked";

  @RegisterExtension private final RelayLab lab = new RelayLab();

  /** What cannot be set aside has no way but to stay; what comes behind it has one. */
  @Test
  void aWaitingQueueThatTakesNothingStopsNoLane() throws Exception {
    lab.lanes = 1;
    GUARD.denied = "";
    lab.broker.secured(GUARD);
    Engine engine = lab.start().engine();
    GUARD.denied = RelayLab.WAITING;
    HalfTransactionId undecided = lab.transaction();
    lab.send(engine, undecided, "late");

    for (int i = 0; i < 5; i++) {
      lab.committed(engine, "behind it");
    }

    assertThat(lab.texts(RelayLab.TO, 5)).containsOnly("behind it");
    eventually(
        () ->
            engine.status().alarms().stream()
                .anyMatch(
                    one -> one.startsWith("messages left in halfway.half.0: 1 can be neither")));
    lab.commit(undecided);
    assertThat(lab.text(RelayLab.TO)).isEqualTo("late");
    soon()
        .until(
            () ->
                engine.status().alarms().stream()
                    .noneMatch(one -> one.startsWith("messages left")));
  }

  enum Trouble {
    GONE {
      @Override
      void begin(RelayLab lab) {
        // Nobody has made it.
      }

      @Override
      void end(RelayLab lab) {
        lab.broker.queue(BLOCKED);
      }
    },
    DENIED {
      @Override
      void begin(RelayLab lab) {
        lab.broker.queue(BLOCKED);
        GUARD.denied = BLOCKED;
      }

      @Override
      void end(RelayLab lab) {
        GUARD.denied = "";
      }
    },
    FULL_AND_FAILS {
      @Override
      void begin(RelayLab lab) throws Exception {
        lab.full(BLOCKED, AddressFullMessagePolicy.FAIL);
      }

      @Override
      void end(RelayLab lab) throws Exception {
        lab.received(BLOCKED);
      }
    },
    FULL_AND_BLOCKS {
      @Override
      void begin(RelayLab lab) throws Exception {
        lab.full(BLOCKED, AddressFullMessagePolicy.BLOCK);
      }

      @Override
      void end(RelayLab lab) throws Exception {
        lab.received(BLOCKED);
      }
    };

    abstract void begin(RelayLab lab) throws Exception;

    abstract void end(RelayLab lab) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void othersPassAndTheCulpritFollowsWhenItCan(Trouble trouble) throws Exception {
    lab.lanes = 1;
    lab.maxChecks = 1_000;
    lab.sendTimeout = 1_000;
    GUARD.denied = "";
    lab.broker.secured(GUARD);
    Engine engine = lab.start().engine();
    trouble.begin(lab);
    List<Draft> drafts = Load.committed(lab, engine, 20);
    drafts.get(10).to(BLOCKED);

    Load.inOneGo(lab, drafts);

    List<String> others = new ArrayList<>(Load.texts(20));
    String culprit = others.remove(10);
    assertThat(lab.texts(RelayLab.TO, 19)).isEqualTo(others);
    HalfTransaction waiting = soonAttempted(engine, 2);
    assertThat(waiting.state()).isEqualTo(State.WAITING);
    assertThat(waiting.destination()).isEqualTo(BLOCKED);
    assertThat(waiting.verdict()).isEqualTo(Verdict.COMMIT);
    assertThat(waiting.cause()).contains(BLOCKED);

    trouble.end(lab);

    assertThat(lab.text(BLOCKED)).isEqualTo(culprit);
    soon().until(() -> engine.inDoubt(10).isEmpty());
    assertThat(lab.isSilent(RelayLab.TO)).isTrue();
    assertThat(engine.status().parked()).isZero();
  }

  /** One cut for each of them would hold the lane up for as long as all of them together. */
  @Test
  void destinationThatBlocksIsNotTriedAgainForEachMessage() throws Exception {
    lab.lanes = 1;
    lab.sendTimeout = 1_000;
    lab.heartbeat = 60_000;
    lab.backoff = new ExponentialBackoff(20_000, 60_000);
    Engine engine = lab.start().engine();
    lab.full(BLOCKED, AddressFullMessagePolicy.BLOCK);
    List<Draft> drafts = Load.committed(lab, engine, 40);
    for (int i = 0; i < 40; i += 2) {
      drafts.get(i).to(BLOCKED);
    }
    AtomicInteger attempts = new AtomicInteger();
    lab.broker.server().getRemotingService().addIncomingInterceptor(counting(attempts));

    Load.inOneGo(lab, drafts);

    assertThat(lab.texts(RelayLab.TO, 20)).hasSize(20);
    eventually(() -> engine.status().setAside() == 20);
    // Each is cut: the first may be of the batch and then alone.
    assertThat(attempts.get()).isBetween(1, 2);
    assertThat(engine.status().alarms())
        .anyMatch(one -> one.startsWith("destination " + BLOCKED + ": "));
  }

  /** Counts who asks whether there is room: that comes before each attempt to send. */
  private static Interceptor counting(AtomicInteger attempts) {
    return (packet, connection) -> {
      if (packet instanceof SessionRequestProducerCreditsMessage asks
          && asks.getAddress().equals(SimpleString.of(BLOCKED))) {
        attempts.incrementAndGet();
      }
      return true;
    };
  }

  @Test
  void destinationThatTakesMessagesAgainIsNotSuspendedAnyMore() throws Exception {
    lab.lanes = 1;
    lab.maxChecks = 1_000;
    // What is held against a destination is not forgotten for minutes.
    lab.backoff = new ExponentialBackoff(100, 60_000);
    Engine engine = lab.start().engine();
    List<Draft> drafts = Load.committed(lab, engine, 4);
    drafts.forEach(draft -> draft.to(BLOCKED));
    Load.inOneGo(lab, drafts);
    eventually(
        () -> engine.status().alarms().stream().anyMatch(one -> one.startsWith("destination ")));

    lab.broker.queue(BLOCKED);

    assertThat(lab.texts(BLOCKED, 4)).containsExactlyInAnyOrderElementsOf(Load.texts(4));
    soon().until(() -> engine.status().alarms().isEmpty());
  }

  @Test
  void whatCanNeverBeForwardedIsParkedWithItsVerdictAndTakenUpAgain() throws Exception {
    Engine engine = lab.start().engine();
    var id = lab.transaction();
    lab.commit(id);
    lab.send(lab.draft(engine, id).to(BLOCKED), "stubborn");

    eventually(() -> engine.status().parked() == 1);

    HalfTransaction parked = engine.inDoubt(10).get(0);
    assertThat(parked.state()).isEqualTo(State.PARKED);
    assertThat(parked.queue()).isEqualTo(RelayLab.PARKED);
    assertThat(parked.checks()).isGreaterThanOrEqualTo(lab.maxChecks);
    assertThat(parked.verdict()).isEqualTo(Verdict.COMMIT);
    assertThat(parked.nextCheck()).isNull();
    soon()
        .until(
            () ->
                engine.status().alarms().stream()
                    .anyMatch(one -> one.equals("parked messages: 1 in " + RelayLab.PARKED)));

    lab.broker.queue(BLOCKED);
    assertThat(engine.check(parked.id())).isEqualTo(Resolution.DELIVERED);

    assertThat(lab.text(BLOCKED)).isEqualTo("stubborn");
    soon().until(() -> engine.status().alarms().isEmpty());
  }

  private HalfTransaction soonAttempted(Engine engine, int attempts) {
    return soon()
        .until(
            () -> engine.inDoubt(10),
            // While the relay has it in its hands it is not listed.
            listed -> listed.size() == 1 && listed.get(0).attempts() >= attempts)
        .get(0);
  }

  private static final Guard GUARD = new Guard();

  /** Lets everybody do everything but send to one address. */
  private static final class Guard implements ActiveMQSecurityManager2 {

    private volatile String denied = "";

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
      return true;
    }

    @Override
    public boolean validateUser(
        @Nullable String user, @Nullable String password, X509Certificate @Nullable [] by) {
      return true;
    }

    @Override
    public boolean validateUserAndRole(
        @Nullable String user, @Nullable String password, Set<Role> roles, CheckType type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean validateUserAndRole(
        @Nullable String user,
        @Nullable String password,
        Set<Role> roles,
        CheckType type,
        String address,
        RemotingConnection connection) {
      return type != CheckType.SEND || !address.equals(denied);
    }
  }
}
