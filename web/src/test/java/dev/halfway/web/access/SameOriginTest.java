package dev.halfway.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.halfway.web.testing.Answers;
import dev.halfway.web.testing.Requests;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {

  private static final Map<String, String> ELSEWHERE = Map.of("Sec-Fetch-Site", "cross-site");

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "post", "get", "TRACE", "INVENTED"})
  void whatMayChangeSomethingIsRefusedFromElsewhere(String method) {
    refused(method, ELSEWHERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void whatChangesNothingMayComeFromAnywhere(String method) {
    passes(method, ELSEWHERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void aPageOfOursAndTheAddressBarPass(String site) {
    passes("POST", Map.of("Sec-Fetch-Site", site));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "", "SAME-ORIGIN", "invented"})
  void everyOtherSiteIsRefused(String site) {
    refused("POST", Map.of("Sec-Fetch-Site", site));
  }

  @Test
  void whatIsNoBrowserPasses() {
    passes("POST", Map.of("Host", "localhost:8080"));
    passes("POST", Map.of());
  }

  @Test
  void theBrowsersOwnWordCountsMoreThanTheOrigin() {
    refused(
        "POST",
        Map.of(
            "Sec-Fetch-Site",
            "cross-site",
            "Origin",
            "http://localhost:8080",
            "Host",
            "localhost:8080"));
    passes(
        "POST",
        Map.of(
            "Sec-Fetch-Site", "same-origin", "Origin", "https://public.example", "Host", "inner"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, localhost:8080",
    "https://halfway.example, halfway.example",
    "http://[::1]:8080, [::1]:8080"
  })
  void anOlderBrowserPassesByTheOriginOfThePage(String origin, String host) {
    passes("POST", Map.of("Origin", origin, "Host", host));
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, localhost:8080",
    "http://localhost:3000, localhost:8080",
    "http://localhost, localhost:8080",
    "http://localhost:8080.evil.example, localhost:8080",
    "http://localhost:8080@evil.example, localhost:8080",
    "http://evil.example#localhost:8080, localhost:8080",
    "null, localhost:8080",
    "'', localhost:8080",
    "file://, localhost:8080",
    "http://a b, localhost:8080",
    "localhost:8080, localhost:8080"
  })
  void anOlderBrowserOnAnotherPageIsRefused(String origin, String host) {
    refused("POST", Map.of("Origin", origin, "Host", host));
  }

  @Test
  void anOriginWithoutAHostToCompareIsRefused() {
    refused("POST", Map.of("Origin", "http://localhost:8080"));
    refused("POST", Map.of("Origin", "null"));
  }

  private static void passes(String method, Map<String, String> headers) {
    assertThatCode(() -> new SameOrigin().filter(Requests.ofMethod(method, headers)))
        .doesNotThrowAnyException();
  }

  private static void refused(String method, Map<String, String> headers) {
    try (Response answer =
        Answers.refusal(() -> new SameOrigin().filter(Requests.ofMethod(method, headers)))) {
      assertThat(Answers.problemOf(answer).type()).isEqualTo("urn:halfway:problem:cross-origin");
      assertThat(answer.getStatus()).isEqualTo(403);
    }
  }
}
