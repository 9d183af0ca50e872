package dev.halfway.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Half;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An interrupt is for the checker that takes too long, and for nothing else that its thread does.
 */
class TimedCheckersTest {

  private final Slow slow = new Slow();
  private final TimedCheckers timed = new TimedCheckers(slow, 0);

  /** Answers in the moment in which it is interrupted, and does not notice. */
  private final class Slow implements Checkers<Message> {

    private boolean interrupted;

    @Override
    public Verdict check(Half<Message> half) {
      while (!Thread.currentThread().isInterrupted()) {
        timed.interruptAll();
      }
      interrupted = true;
      return Verdict.COMMIT;
    }
  }

  @AfterEach
  void leaveNothing() {
    Thread.interrupted();
  }

  @SuppressWarnings("NullAway") // Nobody looks at it.
  private @Nullable Verdict check() {
    return timed.check(null);
  }

  @Test
  void anInterruptInTheMomentOfTheAnswerEndsWithTheCall() {
    assertThat(check()).isEqualTo(Verdict.COMMIT);

    assertThat(slow.interrupted).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whoHasAnsweredIsNotInterrupted() {
    check();

    timed.interruptAll();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
