package dev.halfway.web.input;

import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;

/** Tells what a rule finds wrong, in place of the constraint's own message. */
final class Violations {

  private Violations() {}

  /** Whether nothing is wrong. The text of what is has no braces: they would be expanded. */
  static boolean none(Optional<String> fault, ConstraintValidatorContext context) {
    fault.ifPresent(
        message -> {
          context.disableDefaultConstraintViolation();
          context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        });
    return fault.isEmpty();
  }
}
