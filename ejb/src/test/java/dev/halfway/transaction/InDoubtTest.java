package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halfway.audit.Audit;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.testing.Injected;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InDoubtTest {

  private static final String REASON = "the order was cancelled";

  private final Halves halves = new Halves();
  private final List<Entry> trail = new ArrayList<>();
  private final InDoubt inDoubt = new InDoubt();
  private boolean trailIsBroken;

  @BeforeEach
  void connect() {
    Injected.into(inDoubt, "halves", halves);
    Injected.into(inDoubt, "audit", new Trail());
  }

  @Test
  void whatIsAskedReachesTheAdapter() {
    assertThat(inDoubt.list(7)).containsExactly(Halves.waiting("a"));
    assertThat(inDoubt.find("x.0")).contains(Halves.waiting("x.0"));
    assertThat(inDoubt.body("x.0", 9)).contains("text");
    assertThat(inDoubt.status()).isSameAs(halves.status);
    assertThat(halves.asked).containsExactly("inDoubt 7", "find x.0", "body x.0 9");
    assertThat(trail).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aDecisionIsInTheTrailBeforeAndAfterWhateverComesOfIt(Resolution resolution) {
    halves.resolution = resolution;

    assertThat(inDoubt.resolve("x.0", Verdict.ROLLBACK, REASON, "ada")).isEqualTo(resolution);

    assertThat(halves.asked).containsExactly("resolve x.0 ROLLBACK");
    assertThat(trail)
        .containsExactly(
            new Entry("ada", "half message ROLLBACK", "x.0", "asked", REASON, 0),
            new Entry("ada", "half message ROLLBACK", "x.0", resolution.name(), REASON, 1));
  }

  @Test
  void aCheckIsInTheTrailBeforeAndAfter() {
    halves.resolution = Resolution.UNDECIDED;

    assertThat(inDoubt.check("x.0", "ada")).isEqualTo(Resolution.UNDECIDED);

    assertThat(halves.asked).containsExactly("check x.0");
    assertThat(trail)
        .containsExactly(
            new Entry("ada", "half message check", "x.0", "asked", null, 0),
            new Entry("ada", "half message check", "x.0", "UNDECIDED", null, 1));
  }

  @Test
  void takingUpWhatWasParkedIsInTheTrailWithHowMany() {
    assertThat(inDoubt.resume(10, REASON, "ada")).isEqualTo(9);

    assertThat(halves.asked).containsExactly("resume 10");
    assertThat(trail)
        .containsExactly(
            new Entry("ada", "half messages resume", "parked", "asked", REASON, 0),
            new Entry("ada", "half messages resume", "parked", "9", REASON, 1));
  }

  @Test
  void bindingAnewIsInTheTrail() {
    inDoubt.rebind(REASON, "ada");

    assertThat(halves.asked).containsExactly("rebind");
    assertThat(trail)
        .containsExactly(
            new Entry("ada", "half messages rebind", "marker store", "asked", REASON, 0),
            new Entry("ada", "half messages rebind", "marker store", "BOUND", REASON, 1));
  }

  @Test
  void aFailureIsInTheTrailInAtMost255Characters() {
    halves.failure = new JMSException("no broker".repeat(100));

    assertThatExceptionOfType(JMSRuntimeException.class)
        .isThrownBy(() -> inDoubt.resolve("x.0", Verdict.COMMIT, "r", "ada"));

    assertThat(trail).hasSize(2);
    assertThat(trail.get(1).outcome()).startsWith("failed: no brokerno broker").hasSize(255);
  }

  @Test
  void aFailureThatNobodyForesawIsInTheTrailToo() {
    halves.bug = new IllegalStateException("bug");

    assertThatIllegalStateException().isThrownBy(() -> inDoubt.check("x.0", "ada"));

    assertThat(trail.get(1).outcome()).isEqualTo("failed: bug");
  }

  @Test
  void whatCannotBeWrittenDownIsNotDone() {
    trailIsBroken = true;

    assertThatIllegalStateException()
        .isThrownBy(() -> inDoubt.resolve("x.0", Verdict.COMMIT, "r", "ada"));
    assertThatIllegalStateException().isThrownBy(() -> inDoubt.check("x.0", "ada"));

    assertThat(halves.asked).isEmpty();
  }

  private List<ThrowingCallable> questions() {
    return List.of(() -> inDoubt.list(1), () -> inDoubt.find("x.0"), () -> inDoubt.body("x.0", 1));
  }

  @Test
  void aBrokerThatIsOutOfReachIsReportedWithItsCode() {
    halves.failure = new JMSException("connection lost", "AMQ1");
    assertThat(questions())
        .allSatisfy(
            question ->
                assertThatExceptionOfType(JMSRuntimeException.class)
                    .isThrownBy(question)
                    .withMessage("connection lost")
                    .withCause(halves.failure)
                    .matches(e -> e.getErrorCode().equals("AMQ1")));
  }

  /**
   * @param askedBefore how often the adapter had been asked by then
   */
  private record Entry(
      String who,
      String action,
      String subject,
      String outcome,
      @Nullable String reason,
      int askedBefore) {}

  private final class Trail extends Audit {
    @Override
    public void record(String who, String action, String subject, String outcome) {
      add(who, action, subject, outcome, null);
    }

    @Override
    public void record(String who, String action, String subject, String outcome, String reason) {
      add(who, action, subject, outcome, reason);
    }

    private void add(
        String who, String action, String subject, String outcome, @Nullable String reason) {
      if (trailIsBroken) {
        throw new IllegalStateException("no database");
      }
      trail.add(new Entry(who, action, subject, outcome, reason, halves.asked.size()));
    }
  }
}
