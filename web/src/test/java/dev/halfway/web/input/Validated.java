package dev.halfway.web.input;

import dev.halfway.web.problems.Problems;
import dev.halfway.web.testing.Answers;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What a client is told of a request. */
public final class Validated {

  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();

  private Validated() {}

  /** The errors as {@code field message}; empty for a request that is accepted. */
  public static List<String> errorsOf(Record request) {
    try (Response answer =
        Problems.of(new ConstraintViolationException(VALIDATOR.validate(request)))) {
      return Answers.errorsOf(answer).stream()
          .map(error -> error.field() + " " + error.message())
          .toList();
    }
  }
}
