package dev.halfway.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.halfway.web.json.StrictJson;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constraints that are made of others. */
class ComposedTest {

  /** One of each. */
  public record Order(@Amount BigDecimal stake, @Price BigDecimal fare, @Quantity Integer count) {}

  private static Order order(String stake, String fare, String count)
      throws JsonProcessingException {
    return StrictJson.mapper()
        .readValue(
            "{\"stake\":%s,\"fare\":%s,\"count\":%s}".formatted(stake, fare, count), Order.class);
  }

  @Test
  void moneyIsReadInItsNormalForm() throws JsonProcessingException {
    Order order = order("2.5", "0", "1");

    assertThat(order.stake()).isEqualTo(new BigDecimal("2.50"));
    assertThat(order.fare()).isEqualTo(new BigDecimal("0.00"));
    assertThat(Validated.errorsOf(order)).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() throws JsonProcessingException {
    assertThat(Validated.errorsOf(order("null", "null", "null")))
        .containsExactly("count is missing", "fare is missing", "stake is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, stake must be from 0.01 to 1000000",
    "1000000.01, 0, 1, stake must be from 0.01 to 1000000",
    "0.015, 0, 1, stake must have two decimals at most",
    "1, -0.01, 1, fare must be from 0 to 1000000",
    "1, 1000000.01, 1, fare must be from 0 to 1000000",
    "1, 0, 0, count must be from 1 to 1000000",
    "1, 0, 1000001, count must be from 1 to 1000000"
  })
  void aValueOutsideOfItsRangeIsNamedOnce(String stake, String fare, String count, String error)
      throws JsonProcessingException {
    assertThat(Validated.errorsOf(order(stake, fare, count))).containsExactly(error);
  }
}
