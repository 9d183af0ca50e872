package dev.halfway.web.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.halfway.web.json.StrictJson;
import dev.halfway.web.testing.Answers;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

  @Test
  void whatThereIsNothingToSayOfIsLeftOut() throws JsonProcessingException {
    assertThat(StrictJson.mapper().writeValueAsString(Problem.of("kind", "A title", 409, null)))
        .isEqualTo("{\"type\":\"urn:halfway:problem:kind\",\"title\":\"A title\",\"status\":409}");
  }

  @Test
  void wrongFieldsAreNamed() throws JsonProcessingException {
    assertThat(StrictJson.mapper().writeValueAsString(Problem.invalid("phone", "is missing")))
        .isEqualTo(
            "{\"type\":\"urn:halfway:problem:validation\",\"title\":\"The request is not valid\","
                + "\"status\":400,\"errors\":[{\"field\":\"phone\",\"message\":\"is missing\"}]}");
  }

  @Test
  void errorsThatAreAddedLaterChangeNothing() {
    List<Problem.FieldError> errors = new ArrayList<>();
    Problem problem = Problem.invalid(errors);
    errors.add(new Problem.FieldError("phone", "is missing"));
    assertThat(problem.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "404, Not Found",
    "415, Unsupported Media Type",
    "500, Internal Server Error",
    "599, Error 599"
  })
  void aStatusIsNamedAsHttpNamesIt(int status, String title) {
    assertThat(Problem.ofStatus(status, "why"))
        .isEqualTo(
            new Problem("urn:halfway:problem:http-" + status, title, status, "why", null, null));
  }

  @Test
  void theAnswerCarriesStatusMediaTypeAndProblem() {
    Problem problem = Problem.of("kind", "A title", 409, "why");
    try (Response answer = problem.toResponse()) {
      assertThat(answer.getStatus()).isEqualTo(409);
      assertThat(Answers.problemOf(answer)).isEqualTo(problem);
    }
  }

  @Test
  void aFailureNobodyForesawShowsAnIdAndNothingElse() {
    try (Response answer = Problems.of(new IllegalStateException("secret"))) {
      Problem problem = Answers.problemOf(answer);
      assertThat(problem.status()).isEqualTo(500);
      assertThat(problem.toString()).doesNotContain("secret", "IllegalState");
      String instance = Objects.requireNonNull(problem.instance());
      assertThat(instance).startsWith("urn:uuid:");
      assertThat(UUID.fromString(instance.substring("urn:uuid:".length()))).isNotNull();
    }
  }

  @Test
  void anExceptionCarriesItsProblemAndAHeader() {
    Problem problem = Problem.of("kind", "A title", 401, null);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () -> {
              throw new ProblemException(problem, "WWW-Authenticate", "Basic");
            })
        .withMessage("A title")
        .satisfies(
            e -> {
              assertThat(Answers.problemOf(e.getResponse())).isEqualTo(problem);
              assertThat(e.getResponse().getHeaderString("WWW-Authenticate")).isEqualTo("Basic");
            });
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(Answers.problemOf(ProblemException.notFound("queue", "q").getResponse()))
        .isEqualTo(Problem.of("not-found", "There is no such thing", 404, "there is no queue q"));
  }
}
