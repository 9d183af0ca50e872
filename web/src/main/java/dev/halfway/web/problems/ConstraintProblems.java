package dev.halfway.web.problems;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Values outside of what a request allows: names every field that is wrong. */
final class ConstraintProblems {

  private ConstraintProblems() {}

  static @Nullable Response of(Throwable failure) {
    if (!(failure instanceof ConstraintViolationException e)) {
      return null;
    }
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
