package dev.halfway.web.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfway.accounts.Credentials;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {

  @ParameterizedTest
  @CsvSource({
    "'ada:secret', ada, secret",
    "'ada:with:colons: ', ada, 'with:colons: '",
    "'jürgen:пароль 密码 👩‍🚀', jürgen, 'пароль 密码 👩‍🚀'",
    "':', '', ''",
    "'ada:', ada, ''"
  })
  void aNameEndsAtTheFirstColonAndAllIsUtf8(String plain, String name, String password) {
    assertThat(BasicCredentials.of(List.of("Basic " + base64(plain))))
        .isEqualTo(new Credentials(name, password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic ", "BASIC ", "Basic   ", "  Basic "})
  void theSchemeHasAnyCaseAndAnySpaces(String scheme) {
    assertThat(BasicCredentials.of(List.of(scheme + base64("ada:x") + " ")))
        .isEqualTo(new Credentials("ada", "x"));
  }

  @Test
  void theLongestNameAndPasswordHaveRoom() {
    Credentials max = new Credentials("a".repeat(64), "👩".repeat(128));

    assertThat(BasicCredentials.of(List.of("Basic " + base64(max.name() + ":" + max.password()))))
        .isEqualTo(max);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Basic",
        "Basic !!!",
        "Basic ====",
        "Basic YWRhOnNlY3JldA= =",
        "Basic YWRh", // "ada"
        "Basic /////w==", // no UTF-8
        "Basic YWRhOv8=", // no UTF-8 in the password
        "Basic 7aCAOng=" // half of a character
      })
  void whatCannotBeReadIsABadRequestThatRepeatsNothing(String header) {
    Problem problem = problem(List.of(header));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).startsWith("Authorization: must").doesNotContain("YWRh", "ada");
  }

  @Test
  void aHundredKilobytesAreABadRequest() {
    assertThat(problem(List.of("Basic " + base64("ada:" + "x".repeat(75_000)))).status())
        .isEqualTo(400);
  }

  @Test
  void twoHeadersAreABadRequest() {
    String header = "Basic " + base64("ada:secret");

    assertThat(problem(List.of(header, header)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "Digest", "Negotiate YQ==", "Basically YWRhOng="})
  void anotherSchemeNeedsCredentialsOfOurs(String header) {
    ProblemException refused = refused(List.of(header));

    assertThat(refused.getResponse().getStatus()).isEqualTo(401);
    assertThat(refused.getResponse().getHeaderString("WWW-Authenticate")).startsWith("Basic ");
  }

  private static Problem problem(List<String> headers) {
    return (Problem) refused(headers).getResponse().getEntity();
  }

  private static ProblemException refused(List<String> headers) {
    return catchThrowableOfType(ProblemException.class, () -> BasicCredentials.of(headers));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
