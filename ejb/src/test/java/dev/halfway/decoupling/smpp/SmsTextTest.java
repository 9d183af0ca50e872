package dev.halfway.decoupling.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {

  private static final String EMOJI = "😀";

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "160,1", "161,2", "306,2", "307,3", "39015,255"})
  void septetsFillTheSegments(int length, int segments) {
    assertThat(SmsText.split("a".repeat(length), 7)).hasSize(segments);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "70,1", "71,2", "134,2", "135,3", "17085,255"})
  void codeUnitsFillTheSegments(int length, int segments) {
    assertThat(SmsText.split("я".repeat(length), 7)).hasSize(segments);
  }

  @Test
  void oneForeignCharacterTurnsTheWholeTextIntoUcs2() {
    assertThat(SmsText.split("a".repeat(70) + "я", 7))
        .hasSize(2)
        .allMatch(segment -> segment.dataCoding() == 8);
  }

  @Test
  void anExtendedCharacterTakesTwoSeptets() {
    assertThat(SmsText.split("€".repeat(80), 7)).hasSize(1);
    assertThat(SmsText.split("€".repeat(81), 7)).hasSize(2);
  }

  @Test
  void anEscapeSequenceIsNotDivided() {
    List<SmsSegment> parts = SmsText.split("a".repeat(152) + "€" + "b".repeat(100), 7);

    assertThat(parts)
        .extracting(SmsSegment::text)
        .containsExactly("a".repeat(152), "€" + "b".repeat(100));
  }

  @Test
  void aSurrogatePairIsNotDivided() {
    List<SmsSegment> parts = SmsText.split("я".repeat(66) + EMOJI + "я".repeat(30), 7);

    assertThat(parts)
        .extracting(SmsSegment::text)
        .containsExactly("я".repeat(66), EMOJI + "я".repeat(30));
  }

  @Test
  void noSegmentIsLongerThanAMessage() {
    for (String text :
        List.of("a".repeat(400), "€".repeat(400), "я".repeat(400), EMOJI.repeat(400))) {
      for (SmsSegment part : SmsText.split(text, 7)) {
        // 140 octets, of which the header takes 6; septets travel one per octet.
        int limit = part.dataCoding() == 8 ? 140 : 6 + 153;
        assertThat(part.shortMessage().length).isLessThanOrEqualTo(limit);
      }
    }
  }

  @Test
  void aPartSaysWhereItBelongs() {
    SmsSegment second = SmsText.split("a".repeat(161), 200).get(1);

    assertThat(second.esmClass()).isEqualTo((byte) 0x40);
    assertThat(second.dataCoding()).isZero();
    assertThat(second.shortMessage()).startsWith(5, 0, 3, 200, 2, 2).hasSize(6 + 8);
  }

  @Test
  void aSingleSegmentHasNoHeader() {
    SmsSegment only = SmsText.split("Hi @ {€}", 200).get(0);

    assertThat(only.esmClass()).isZero();
    assertThat(only.shortMessage())
        .containsExactly('H', 'i', ' ', 0, ' ', 0x1b, 0x28, 0x1b, 0x65, 0x1b, 0x29);
  }

  @Test
  void moreThan255PartsAreRefusedByTheirNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsText.split("a".repeat(255 * 153 + 1), 7))
        .withMessageContaining("256");
  }

  @Test
  void whatIsSubmittedReadsAsItWasWritten() {
    Random random = new Random(20261122);
    for (int i = 0; i < 2_000; i++) {
      String text = randomText(random);
      List<SmsSegment> parts = new ArrayList<>(SmsText.split(text, i % 256));
      Collections.shuffle(parts, random);

      assertThat(SmsText.join(parts.stream().map(SmsTextTest::overTheWire).toList()))
          .isEqualTo(text);
    }
  }

  @Test
  void halfASurrogatePairSurvives() {
    assertThat(overTheWire(SmsText.split("a\ud83d", 7).get(0)).text()).isEqualTo("a\ud83d");
  }

  private static SmsSegment overTheWire(SmsSegment segment) {
    return SmsSegment.read(segment.esmClass(), segment.dataCoding(), segment.shortMessage());
  }

  private static String randomText(Random random) {
    List<String> letters =
        random.nextBoolean()
            ? List.of("a", "@", "à", "\n", "€", "{", "\\", "~", "\f", "Δ")
            : List.of("a", "€", "я", EMOJI, "漢", "\u001b");
    int length = random.nextInt(600);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(letters.get(random.nextInt(letters.size())));
    }
    return text.toString();
  }
}
