package dev.halfway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.accounts.RefusalCounts.Due;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalCountsTest {

  private static final Origin HERE = Origin.of("192.0.2.1");

  private final AtomicLong now = new AtomicLong();
  private final RefusalCounts counts = new RefusalCounts("login or request", now::get);

  @Test
  void theFirstIsDueSoonAndTheRestOfTheMinuteAsANumber() {
    counts.add("login", "ada", HERE, "refused");
    assertThat(write()).containsExactly("login ada from 192.0.2.1: refused");

    for (int i = 0; i < 57; i++) {
      counts.add("login", "ada", HERE, "refused");
    }
    assertThat(write()).isEmpty();

    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(write()).containsExactly("login ada from 192.0.2.1: refused, 57 times");
    assertThat(write()).isEmpty();
  }

  /** For an hour, a thousand names and addresses, written every five seconds. */
  @Test
  void whoGuessesCannotFillTheDisk() {
    int entries = 0;
    for (int round = 0; round < 720; round++) {
      for (int i = 0; i < 1000; i++) {
        counts.add("login", "user" + i, Origin.of("192.0.2." + i), "refused");
      }
      entries += write().size();
      now.addAndGet(Duration.ofSeconds(5).toNanos());
    }

    assertThat(entries).isBetween(60, 60 * (2 * RefusalCounts.MOST + 1));
  }

  @Test
  void noneIsMissing() {
    for (int i = 0; i < 100; i++) {
      counts.add("login", "user" + i, HERE, "refused");
    }
    List<String> soon = write();
    now.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(soon).hasSize(RefusalCounts.MOST);
    assertThat(write())
        .containsExactly(
            "login or request (others) from many: refused, "
                + (100 - RefusalCounts.MOST)
                + " times");
  }

  @Test
  void whatCannotBeWrittenStaysDueAndBounded() {
    for (int minute = 0; minute < 10; minute++) {
      counts.add("login", "ada", HERE, "refused");
      now.addAndGet(Duration.ofMinutes(1).toNanos());
      assertThat(counts.due()).hasSizeLessThanOrEqualTo(2);
    }

    write();
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    write();
    assertThat(counts.due()).isEmpty();
  }

  @Test
  void aLongPathIsCut() {
    counts.add("request", "ada", HERE, "forbidden: GET /" + "x".repeat(5000));

    assertThat(counts.due().get(0).outcome()).hasSizeLessThanOrEqualTo(120);
  }

  private List<String> write() {
    List<String> written = new ArrayList<>();
    for (Due due : counts.due()) {
      written.add("%s %s %s: %s".formatted(due.action(), due.who(), due.subject(), due.outcome()));
      counts.written(due);
    }
    return written;
  }
}
