package dev.halfway.web.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.testing.Answers;
import dev.halfway.web.testing.Requests;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8OnlyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;charset=UTF-8",
        "application/json; charset=utf-8",
        "application/json; charset=\"utf-8\"",
        "application/json; Charset=UTF8",
        "text/plain; format=flowed; charset=utf-8",
        "application/json; version=\"1;charset=utf-16\"",
      })
  void utf8Passes(String type) {
    assertThatCode(() -> filter(Map.of("Content-Type", type))).doesNotThrowAnyException();
  }

  @Test
  void whatSaysNothingPasses() {
    assertThatCode(() -> filter(Map.of())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=ISO-8859-1",
        "application/json; charset=utf-16",
        "application/json;charset=\"UTF-16LE\"",
        "application/x-ndjson; CHARSET=us-ascii",
        "application/json; charset=utf-7",
        "application/json; charset=invented",
        "application/json; charset=\"no such\"",
        "application/json; charset=",
        "json",
        "",
      })
  void everythingElseIsRefused(String type) {
    try (Response answer = Answers.refusal(() -> filter(Map.of("Content-Type", type)))) {
      Problem problem = Answers.problemOf(answer);
      assertThat(problem.status()).isEqualTo(415);
      assertThat(problem.detail())
          .isEqualTo("Content-Type: must be a media type whose charset, if it has one, is UTF-8");
    }
  }

  private static void filter(Map<String, String> headers) {
    new Utf8Only().filter(Requests.ofMethod("POST", headers));
  }
}
