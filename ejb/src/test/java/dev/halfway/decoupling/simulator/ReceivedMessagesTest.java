package dev.halfway.decoupling.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.decoupling.smpp.SmsSegment;
import dev.halfway.decoupling.smpp.SmsText;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivedMessagesTest {

  private static final String TEXT = "a".repeat(160) + "b".repeat(160);

  private final ReceivedMessages messages = new ReceivedMessages(3);
  private final List<SmsSegment> parts = SmsText.split(TEXT, 9);

  @Test
  void aMessageCountsWhenItsLastPartIsIn() {
    take("1", parts.get(2));
    take("2", parts.get(0));
    assertThat(messages.messages()).isEmpty();

    take("3", parts.get(1));

    assertThat(messages.messages())
        .singleElement()
        .satisfies(
            sms -> {
              assertThat(sms.text()).isEqualTo(TEXT);
              assertThat(sms.parts()).isEqualTo(3);
              assertThat(sms.messageId()).isEqualTo("3");
            });
  }

  @Test
  void aRepeatedPartReplacesTheOneBefore() {
    take("1", parts.get(0));
    take("2", parts.get(0));
    take("3", parts.get(1));
    assertThat(messages.messages()).isEmpty();

    take("4", parts.get(2));

    assertThat(messages.messages()).hasSize(1);
  }

  @Test
  void aMessageRepeatedAsAWholeCountsOnce() {
    parts.forEach(part -> take("1", part));
    parts.forEach(part -> take("2", part));

    assertThat(messages.messages()).hasSize(1);
  }

  @Test
  void anotherTextUnderTheSameReferenceIsAnotherMessage() {
    parts.forEach(part -> take("1", part));
    String other = "c".repeat(320);
    SmsText.split(other, 9).forEach(part -> take("2", part));

    assertThat(messages.messages()).extracting(SimulatedSms::text).containsExactly(TEXT, other);
  }

  @Test
  void partsForDifferentPhonesAreNotMixed() {
    messages.take("1", "Halfway", "+491", parts.get(0));
    messages.take("2", "Halfway", "+492", parts.get(1));
    messages.take("3", "Halfway", "+492", parts.get(2));

    assertThat(messages.messages()).isEmpty();
  }

  @Test
  void onlyTheNewestAreKept() {
    for (int i = 1; i <= 5; i++) {
      take("" + i, SmsText.split("text " + i, 0).get(0));
    }

    assertThat(messages.messages())
        .extracting(SimulatedSms::messageId)
        .containsExactly("3", "4", "5");
  }

  private void take(String id, SmsSegment segment) {
    messages.take(id, "Halfway", "+4917012345", segment);
  }
}
