package dev.halfway.web.decoupling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.halfway.web.input.Validated;
import dev.halfway.web.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationRequestTest {

  private static final String PHONE = "+4915112345678";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "ada",
        "Ada Lovelace",
        "Ædä Łøvelâçe",
        "李小龍",
        "😀",
        "o'Brien; DROP TABLE",
        "<b>",
        "ع"
      })
  void aNameIsAccepted(String username) {
    assertThat(Validated.errorsOf(new RegistrationRequest(username, PHONE))).isEmpty();
  }

  @Test
  void aNameHasUpTo64Characters() {
    assertThat(Validated.errorsOf(new RegistrationRequest("x".repeat(64), PHONE))).isEmpty();
    assertThat(Validated.errorsOf(new RegistrationRequest("x".repeat(65), PHONE)))
        .containsExactly("username must have 1 to 64 characters");
  }

  @Test
  void aNameIsNotEmpty() {
    assertThat(Validated.errorsOf(new RegistrationRequest("", PHONE)))
        .contains("username must have 1 to 64 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", " ada", "ada ", "\u3000ada", "ada\u00A0", "ada\u2003"})
  void aNameDoesNotBeginOrEndWithWhiteSpace(String username) {
    assertThat(Validated.errorsOf(new RegistrationRequest(username, PHONE)))
        .containsExactly("username must not begin or end with white space");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\u200d", "\\u3164", "\\ud83d", "\\ude00", "\\ude00\\ud83d"})
  void aNameIsWholeTextThatCanBeSeen(String escaped) throws JsonProcessingException {
    RegistrationRequest request =
        StrictJson.mapper()
            .readValue(
                "{\"username\":\"a" + escaped + "b\",\"phone\":\"" + PHONE + "\"}",
                RegistrationRequest.class);
    assertThat(Validated.errorsOf(request))
        .singleElement()
        .asString()
        .matches("username must (not contain|have) U[+].*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+12", "+1234567", PHONE, "+999999999999999"})
  void aPhoneIsAccepted(String phone) {
    assertThat(Validated.errorsOf(new RegistrationRequest("ada", phone))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "+1",
        "4915112345678",
        "+04915112345678",
        "+1234567890123456",
        "+49 151 123",
        "+49151/123",
        " +4915112345678",
        "+4915112345678\n",
        "00491511234",
        "+٤٩١٥١١٢٣",
        "++4915112345"
      })
  void whatIsNoInternationalNumberIsRefused(String phone) {
    assertThat(Validated.errorsOf(new RegistrationRequest("ada", phone)))
        .containsExactly("phone must be an E.164 number, as in +4915112345678");
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() throws JsonProcessingException {
    assertThat(Validated.errorsOf(StrictJson.mapper().readValue("{}", RegistrationRequest.class)))
        .containsExactly("phone is missing", "username is missing");
  }
}
