package dev.halfway.decoupling.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halfway.decoupling.smpp.SmsAddress;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsTest {

  @ParameterizedTest
  @CsvSource({
    "+491701234567, INTERNATIONAL, ISDN, 491701234567",
    "Halfway, ALPHANUMERIC, UNKNOWN, Halfway",
    "70700, NETWORK_SPECIFIC, UNKNOWN, 70700"
  })
  void aSenderIsOfTheTypeItLooksLike(
      String from, TypeOfNumber ton, NumberingPlanIndicator npi, String value) {
    assertThat(SmsAddress.sender(from)).isEqualTo(new SmsAddress(ton, npi, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A name too long", "Größe", "+0123", "+1234567890123456"})
  void aSenderThatCannotBeSentIsRefused(String from) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sms(from, "+4917012345", "x", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4917012345", "+49 170 12345", "+049170", "Halfway"})
  void aRecipientIsAnInternationalNumber(String to) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sms("Halfway", to, "x", 0));
  }

  /** E.164 has no shorter ones, and a request may name it. */
  @Test
  void theShortestNumberCanBeSentTo() {
    assertThat(SmsAddress.number("+12").value()).isEqualTo("12");
    assertThat(new Sms("Halfway", "+12", "x", 0).to()).isEqualTo("+12");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void theReferenceIsOneOctet(int reference) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sms("Halfway", "+4917012345", "x", reference));
  }

  @Test
  void whatIsLoggedShowsNeitherNumberNorText() {
    assertThat(new Sms("Halfway", "+491701234567", "secret", 1).toString())
        .doesNotContain("secret", "491701234567")
        .contains("567");
  }

  @Test
  void whatIsLoggedOfACentreDoesNotShowThePassword() {
    assertThat(new SmsCentreAddress("localhost", 2775, "esme", "geheim", "").toString())
        .contains("localhost:2775")
        .doesNotContain("geheim");
  }

  @Test
  void aPasswordThatTheBindCannotCarryIsRefusedWithoutNamingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmsCentreAddress("localhost", 2775, "esme", "geheimnis", ""))
        .withMessageContaining("password")
        .withMessageNotContaining("geheimnis");
  }
}
