package dev.halfway.decoupling.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReceiptIdsTest {

  @ParameterizedTest
  @CsvSource({
    "AS_IS,          1a2b,   1A2B, false",
    "AS_IS,          007,    7,    false",
    "DECIMAL,        007,    7,    true",
    "DECIMAL,        10,     0x10, false",
    "HEX,            001a2b, 1A2B, true",
    "HEX,            0x1A2B, 1a2b, true",
    "HEX_TO_DECIMAL, 10,     16,   true",
    "HEX_TO_DECIMAL, 10,     10,   false",
    "DECIMAL_TO_HEX, 16,     10,   true",
    "DECIMAL_TO_HEX, 10,     10,   false"
  })
  void anIdEqualsWhatTheCentreMakesOfIt(
      ReceiptIds ids, String answered, String received, boolean equal) {
    assertThat(ids.ofReceipt(null, received).orElseThrow().equals(ids.ofAnswer(answered)))
        .isEqualTo(equal);
  }

  /** Such as those of the simulated centre. */
  @ParameterizedTest
  @EnumSource
  void anIdThatIsNoNumberIsKept(ReceiptIds ids) {
    String id = "b094113f-7d2a-4a59-b6c5-6f6f5f7b2f3a";
    assertThat(ids.ofAnswer(id)).isEqualTo(id);
    assertThat(ids.ofReceipt(id, null)).contains(id);
  }

  /** Else the one with the digits ff would get the receipts of the one with the number 255. */
  @Test
  void anIdThatIsNoNumberEqualsNone() {
    assertThat(ReceiptIds.DECIMAL.ofAnswer("ff")).isNotEqualTo(ReceiptIds.DECIMAL.ofAnswer("255"));
  }

  @ParameterizedTest
  @CsvSource({
    // The parameter goes before the text, unless the centre writes receipts' ids differently.
    "AS_IS,          0C,     12,   0C",
    "HEX,            0C,     12,   12",
    "HEX_TO_DECIMAL, 1A2B,   6699, 6699",
    "HEX_TO_DECIMAL, 12,     18,   18",
    "HEX_TO_DECIMAL, 6699,   ,     6699",
    "HEX_TO_DECIMAL, 1A2B,   ,     6699",
    "DECIMAL_TO_HEX, 6699,   1A2B, 6699"
  })
  void ofTwoIdsInAReceiptTheRightOneCounts(
      ReceiptIds ids, @Nullable String parameter, @Nullable String text, String found) {
    assertThat(ids.ofReceipt(parameter, text)).contains(found);
  }

  @Test
  void anIdThatNobodyCanHaveAnsweredIsPassedOver() {
    assertThat(ReceiptIds.AS_IS.ofReceipt("x".repeat(65), "7")).contains("7");
    assertThat(ReceiptIds.AS_IS.ofReceipt("x".repeat(65), null)).isEmpty();
    assertThat(ReceiptIds.AS_IS.ofReceipt(null, null)).isEmpty();
  }
}
