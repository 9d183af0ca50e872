package dev.halfway.decoupling.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final String TEXT = "a".repeat(160) + "b".repeat(160);

  private final Inbox inbox = new Inbox(3);
  private final List<SmsSegment> parts = SmsText.split(TEXT, 9);

  @Test
  void aMessageCountsWhenItsLastPartIsIn() {
    take("1", parts.get(2));
    take("2", parts.get(0));
    assertThat(inbox.messages()).isEmpty();

    take("3", parts.get(1));

    assertThat(inbox.messages())
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
    assertThat(inbox.messages()).isEmpty();

    take("4", parts.get(2));

    assertThat(inbox.messages()).hasSize(1);
  }

  @Test
  void aMessageRepeatedAsAWholeCountsOnce() {
    parts.forEach(part -> take("1", part));
    parts.forEach(part -> take("2", part));

    assertThat(inbox.messages()).hasSize(1);
  }

  @Test
  void anotherTextUnderTheSameReferenceIsAnotherMessage() {
    parts.forEach(part -> take("1", part));
    String other = "c".repeat(320);
    SmsText.split(other, 9).forEach(part -> take("2", part));

    assertThat(inbox.messages()).extracting(SimulatedSms::text).containsExactly(TEXT, other);
  }

  @Test
  void partsForDifferentPhonesAreNotMixed() {
    inbox.take("1", "Halfway", "+491", parts.get(0));
    inbox.take("2", "Halfway", "+492", parts.get(1));
    inbox.take("3", "Halfway", "+492", parts.get(2));

    assertThat(inbox.messages()).isEmpty();
  }

  @Test
  void onlyTheNewestAreKept() {
    for (int i = 1; i <= 5; i++) {
      take("" + i, SmsText.split("text " + i, 0).get(0));
    }

    assertThat(inbox.messages()).extracting(SimulatedSms::messageId).containsExactly("3", "4", "5");
  }

  private void take(String id, SmsSegment segment) {
    inbox.take(id, "Halfway", "+4917012345", segment);
  }
}
