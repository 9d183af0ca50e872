package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final long A_THOUSAND_YEARS = 365_000L * 24 * 3_600_000;

  @Test
  void beginsWithTheEpoch() {
    Buckets buckets = new Buckets(30);

    assertThat(buckets.at(0)).isZero();
    assertThat(buckets.at(TimeUnit.DAYS.toMillis(30) - 1)).isZero();
    assertThat(buckets.at(TimeUnit.DAYS.toMillis(30))).isEqualTo(1);
    assertThat(buckets.at(-1)).isZero();
  }

  @Test
  void hasDays() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Buckets(0));
  }

  @Property
  void laterIsNeverAnEarlierBucket(
      @ForAll @IntRange(min = 1, max = 1_000) int days,
      @ForAll @LongRange(min = 0, max = A_THOUSAND_YEARS) long one,
      @ForAll @LongRange(min = 0, max = A_THOUSAND_YEARS) long more) {
    Buckets buckets = new Buckets(days);

    assertThat(buckets.at(one + more)).isGreaterThanOrEqualTo(buckets.at(one));
  }

  @Property
  void isOverWhenAWholeSpanHasPassedSinceItsEnd(
      @ForAll @IntRange(min = 1, max = 1_000) int days,
      @ForAll @IntRange(min = 0, max = 300) int bucket) {
    Buckets buckets = new Buckets(days);
    long span = TimeUnit.DAYS.toMillis(days);
    long end = (bucket + 1) * span;

    assertThat(buckets.at(end - 1)).isEqualTo(bucket);
    assertThat(buckets.over(bucket, end + span - 1)).isFalse();
    assertThat(buckets.over(bucket, end + span)).isTrue();
  }

  @Property
  void markerWrittenNowOrALittleAheadIsNeverOver(
      @ForAll @IntRange(min = 1, max = 1_000) int days,
      @ForAll @LongRange(min = 0, max = A_THOUSAND_YEARS) long now) {
    Buckets buckets = new Buckets(days);
    int bucket = buckets.at(now);

    assertThat(buckets.over(bucket, now)).isFalse();
    assertThat(buckets.over(bucket + 1, now)).isFalse();
    assertThat(buckets.over(bucket, now + TimeUnit.DAYS.toMillis(days))).isFalse();
  }
}
