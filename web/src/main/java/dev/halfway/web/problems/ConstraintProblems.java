package dev.halfway.web.problems;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Comparator;
import java.util.stream.StreamSupport;

/** Values outside of what a request allows: names every field that is wrong. */
@Provider
public class ConstraintProblems implements ExceptionMapper<ConstraintViolationException> {

  @Override
  public Response toResponse(ConstraintViolationException e) {
    return Problem.invalid(
            e.getConstraintViolations().stream()
                .map(ConstraintProblems::error)
                .sorted(
                    Comparator.comparing(Problem.FieldError::field)
                        .thenComparing(Problem.FieldError::message))
                .toList())
        .toResponse();
  }

  private static Problem.FieldError error(ConstraintViolation<?> violation) {
    return new Problem.FieldError(fieldOf(violation.getPropertyPath()), violation.getMessage());
  }

  /**
   * The path without method and body parameter; a violation of the body itself is of {@code body}.
   */
  private static String fieldOf(Path path) {
    String field =
        StreamSupport.stream(path.spliterator(), false)
            .filter(node -> node.getKind() == ElementKind.PROPERTY)
            .map(Path.Node::toString)
            .reduce("", (left, right) -> left.isEmpty() ? right : left + "." + right);
    if (!field.isEmpty()) {
      return field;
    }
    return StreamSupport.stream(path.spliterator(), false)
        .filter(node -> node.getKind() == ElementKind.PARAMETER)
        .map(Path.Node::getName)
        .filter(name -> !name.equals("request"))
        .findFirst()
        .orElse("body");
  }
}
