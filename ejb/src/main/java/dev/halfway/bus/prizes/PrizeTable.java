package dev.halfway.bus.prizes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What an order wins: nothing unless more than half of its numbers are drawn; ten times its stake
 * for the first number beyond half, and ten times more for each further one. So of six numbers four
 * win ten times the stake, five a hundred times and six a thousand times.
 */
final class PrizeTable {

  private PrizeTable() {}

  /**
   * The prize of an order.
   *
   * @param numbers of the order, different ones
   * @param drawn in its game, different ones
   * @return with two decimals; zero for nothing
   */
  static BigDecimal prize(BigDecimal stake, List<Integer> numbers, List<Integer> drawn) {
    long hits = numbers.stream().filter(drawn::contains).count();
    long beyondHalf = hits - numbers.size() / 2;
    return beyondHalf <= 0
        ? BigDecimal.ZERO.setScale(2)
        : stake
            .multiply(BigDecimal.TEN.pow((int) beyondHalf))
            .setScale(2, RoundingMode.UNNECESSARY);
  }
}
