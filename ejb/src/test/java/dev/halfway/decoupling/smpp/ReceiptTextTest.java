package dev.halfway.decoupling.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReceiptTextTest {

  private static final Instant DONE = Instant.parse("2026-11-22T10:15:00Z");

  @Test
  void whatTheCentreWritesIsRead() {
    String text = ReceiptText.delivered("abc-1", DONE.minusSeconds(60), DONE);

    assertThat(ReceiptText.read(text, null)).hasValue(new Receipt("abc-1", "DELIVRD", DONE, "000"));
  }

  @Test
  void theIdOfTheParameterGoesBeforeTheOneInTheText() {
    assertThat(ReceiptText.read("id:12 stat:UNDELIV", "0C"))
        .hasValue(new Receipt("0C", "UNDELIV", null, null));
  }

  @Test
  void theStartOfTheMessageIsNotTakenForFields() {
    assertThat(ReceiptText.read("id:1 text:id:2 stat:DELIVRD done date:2611221015", null))
        .hasValue(new Receipt("1", "UNKNOWN", null, null));
  }

  @Test
  void secondsAreRead() {
    assertThat(ReceiptText.read("id:1 done date:261122101507 stat:EXPIRED", null))
        .hasValue(new Receipt("1", "EXPIRED", DONE.plusSeconds(7), null));
  }

  @Test
  void aDateThatIsNoneLeavesTheRest() {
    assertThat(ReceiptText.read("id:1 done date:9999999999 stat:DELIVRD err:0a", null))
        .hasValue(new Receipt("1", "DELIVRD", null, "0a"));
  }

  @Test
  void withoutAnIdItIsNoReceipt() {
    assertThat(ReceiptText.read("stat:DELIVRD err:000", null)).isEmpty();
  }
}
