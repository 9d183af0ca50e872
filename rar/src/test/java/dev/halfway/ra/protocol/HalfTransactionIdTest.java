package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfTransactionIdTest {

  private static final long YEAR_10000 = 253_402_300_800_000L;
  private static final Buckets BUCKETS = new Buckets(30);

  @Property
  void isReadAsItIsWritten(
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int bucket,
      @ForAll long most,
      @ForAll long least) {
    HalfTransactionId id = new HalfTransactionId(bucket, new UUID(most, least));

    assertThat(HalfTransactionId.parse(id.toString())).isEqualTo(id);
    assertThat(id.toString().length()).isBetween(38, 47);
  }

  @Property
  void isAUuidOfVersion7OfItsTime(
      @ForAll @LongRange(min = 0, max = YEAR_10000) long now,
      @ForAll long most,
      @ForAll long least) {
    HalfTransactionId id = HalfTransactionId.of(now, BUCKETS, new UUID(most, least));

    assertThat(id.uuid().version()).isEqualTo(7);
    assertThat(id.uuid().variant()).isEqualTo(2);
    assertThat(id.madeAt()).isEqualTo(now);
    assertThat(id.bucket()).isEqualTo(BUCKETS.at(now));
  }

  @Property
  void laterOnesSortBehind(
      @ForAll @LongRange(min = 0, max = YEAR_10000) long now,
      @ForAll @LongRange(min = 1, max = YEAR_10000 / 10) long more,
      @ForAll long most,
      @ForAll long least) {
    String one = HalfTransactionId.of(now, BUCKETS, new UUID(most, least)).uuid().toString();
    String later =
        HalfTransactionId.of(now + more, BUCKETS, new UUID(least, most)).uuid().toString();

    assertThat(later).isGreaterThan(one);
  }

  @Property
  void everyRandomBitButSixCounts(
      @ForAll long most, @ForAll long least, @ForAll @IntRange(min = 0, max = 73) int bit) {
    UUID random = new UUID(most, least);
    UUID other =
        bit < 62 ? new UUID(most, least ^ (1L << bit)) : new UUID(most ^ (1L << (bit - 62)), least);

    assertThat(HalfTransactionId.of(1, BUCKETS, random))
        .isNotEqualTo(HalfTransactionId.of(1, BUCKETS, other));
  }

  @Property
  void textThatIsNoIdIsRefusedAndNeverReadAsAnother(@ForAll String text) {
    try {
      assertThat(HalfTransactionId.parse(text).toString()).isEqualTo(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "655",
        "655-",
        "-00000000-0000-7000-8000-000000000001",
        "-1-00000000-0000-7000-8000-000000000001",
        "+655-00000000-0000-7000-8000-000000000001",
        "0655-00000000-0000-7000-8000-000000000001",
        "655-0-0-7000-8000-1",
        "655-00000000-0000-7000-8000-00000000000A",
        "655-00000000-0000-7000-8000-000000000001 ",
        "99999999999-00000000-0000-7000-8000-000000000001"
      })
  void refusesWhatIsNotWrittenAsItWouldWriteIt(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HalfTransactionId.parse(text));
  }

  @Test
  void bucketsBeginWithZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HalfTransactionId(-1, new UUID(0, 0)));
  }
}
