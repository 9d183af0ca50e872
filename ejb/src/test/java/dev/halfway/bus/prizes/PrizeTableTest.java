package dev.halfway.bus.prizes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrizeTableTest {

  @ParameterizedTest(name = "{1} of {0} hit with a stake of {2}: {3}")
  @CsvSource({
    "6, 0, 2.50, 0.00",
    "6, 3, 2.50, 0.00",
    "6, 4, 2.50, 25.00",
    "6, 5, 2.50, 250.00",
    "6, 6, 2.50, 2500.00",
    "5, 2, 1, 0.00",
    "5, 3, 1, 10.00",
    "1, 0, 1, 0.00",
    "1, 1, 0.01, 0.10",
    "10, 10, 1000000, 100000000000.00",
  })
  void growsWithWhatIsHitBeyondHalf(int numbers, int hits, BigDecimal stake, BigDecimal prize) {
    List<Integer> ordered = IntStream.rangeClosed(1, numbers).boxed().toList();
    List<Integer> drawn = IntStream.rangeClosed(numbers - hits + 1, 2 * numbers).boxed().toList();

    assertThat(PrizeTable.prize(stake, ordered, drawn)).isEqualTo(prize);
  }
}
