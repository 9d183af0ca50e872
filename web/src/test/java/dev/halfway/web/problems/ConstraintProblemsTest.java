package dev.halfway.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.web.testing.Answers;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@NullUnmarked // Validation is of what came from outside.
class ConstraintProblemsTest {

  private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();

  @AfterAll
  static void close() {
    VALIDATORS.close();
  }

  /** A request with others inside. */
  public record Order(
      @NotNull(message = "is missing") String customer,
      @Valid List<Line> lines,
      @Valid Line gift,
      List<@NotNull(message = "is missing") String> tags,
      @Valid Map<String, Line> named) {}

  /** Stands inside another. */
  public record Line(
      @Pattern(regexp = "[a-z]+", message = "must be lower case") String item,
      @Min(value = 1, message = "must be at least 1") int count) {}

  /** As a resource has them. */
  public static class Resource {
    /** Takes a body and a parameter of the query. */
    public void order(
        @NotNull(message = "is missing") @Valid Order request,
        @Min(value = 1, message = "must be at least 1") int limit) {}
  }

  @Test
  void aBodyThatIsMissingIsCalledBody() {
    assertThat(errorsOf(null, 1)).containsExactly(error("body", "is missing"));
  }

  @Test
  void aFieldOfTheBodyIsCalledByItsName() {
    assertThat(errorsOf(new Order(null, null, null, null, null), 1))
        .containsExactly(error("customer", "is missing"));
  }

  @Test
  void aParameterOfTheQueryIsCalledByItsName() {
    assertThat(errorsOf(new Order("ada", null, null, null, null), 0))
        .containsExactly(error("limit", "must be at least 1"));
  }

  @Test
  void aFieldInsideOfAnotherIsCalledByItsPath() {
    assertThat(errorsOf(new Order("ada", null, new Line("x", 0), null, null), 1))
        .containsExactly(error("gift.count", "must be at least 1"));
  }

  @Test
  void anElementOfAListIsCalledByItsPlace() {
    assertThat(
            errorsOf(
                new Order("ada", List.of(new Line("x", 1), new Line("X", 1)), null, null, null), 1))
        .containsExactly(error("lines[1].item", "must be lower case"));
  }

  @Test
  void aPlainElementOfAListIsCalledByItsPlace() {
    assertThat(errorsOf(new Order("ada", null, null, Arrays.asList("a", null), null), 1))
        .containsExactly(error("tags[1]", "is missing"));
  }

  @Test
  void anEntryOfAMapIsCalledByItsKey() {
    assertThat(errorsOf(new Order("ada", null, null, null, Map.of("first", new Line("x", 0))), 1))
        .containsExactly(error("named[first].count", "must be at least 1"));
  }

  @Test
  void everythingThatIsWrongIsNamedInOrder() {
    assertThat(
            errorsOf(new Order(null, List.of(new Line("X", 0)), new Line("Y", 1), null, null), 0))
        .containsExactly(
            error("customer", "is missing"),
            error("gift.item", "must be lower case"),
            error("limit", "must be at least 1"),
            error("lines[0].count", "must be at least 1"),
            error("lines[0].item", "must be lower case"));
  }

  private static Problem.FieldError error(String field, String message) {
    return new Problem.FieldError(field, message);
  }

  private static List<Problem.FieldError> errorsOf(Order request, int limit) {
    Method order =
        Arrays.stream(Resource.class.getDeclaredMethods())
            .filter(method -> method.getName().equals("order"))
            .findFirst()
            .orElseThrow();
    var violations =
        VALIDATORS
            .getValidator()
            .forExecutables()
            .validateParameters(new Resource(), order, new Object[] {request, limit});
    try (Response answer = Problems.of(new ConstraintViolationException(violations))) {
      return Answers.errorsOf(answer);
    }
  }
}
