package dev.halfway.decoupling.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.lifecycle.Backoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void refusalsOfOneMomentCountAsOne() throws Exception {
    Throttle throttle = new Throttle(new Backoff(HOUR, HOUR));
    int ticket = throttle.await(Deadline.NEVER);

    assertThat(throttle.refused(ticket)).isPositive();
    assertThat(throttle.refused(ticket)).isZero();
  }

  @Test
  void theWaitGrowsUntilTheFirstSuccess() throws Exception {
    Throttle throttle = new Throttle(new Backoff(Duration.ofMillis(1), Duration.ofMillis(64)));
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 8; i++) {
      longest = throttle.refused(throttle.await(Deadline.NEVER));
    }
    assertThat(longest).isGreaterThanOrEqualTo(Duration.ofMillis(32));

    throttle.accepted(throttle.await(Deadline.NEVER));

    assertThat(throttle.refused(throttle.await(Deadline.NEVER)))
        .isLessThanOrEqualTo(Duration.ofMillis(1));
  }

  @Test
  void aLateSuccessDoesNotShortenTheWait() throws Exception {
    Throttle throttle = new Throttle(new Backoff(Duration.ofMillis(2), Duration.ofMillis(64)));
    int early = throttle.await(Deadline.NEVER);
    throttle.refused(early);

    throttle.accepted(early);

    assertThat(throttle.refused(throttle.await(Deadline.NEVER)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(2));
  }

  @Test
  void closedItHoldsNobodyBack() throws Exception {
    Throttle throttle = new Throttle(new Backoff(HOUR, HOUR));
    throttle.refused(throttle.await(Deadline.NEVER));

    throttle.close();

    throttle.await(Deadline.NEVER);
  }
}
