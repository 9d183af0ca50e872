package dev.halfway.web.input;

import dev.halfway.text.FreeText;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A password in a request: free text that is refused unless it is in its normal form. The server
 * compares what somebody logs in with byte by byte, so it must be what was set. Null is fine.
 */
@Constraint(validatedBy = Password.Rule.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Password {
  /** Not used: the rule has a message for each fault. */
  String message() default "";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};

  /** Looks at one. */
  final class Rule implements ConstraintValidator<Password, String> {
    private static final int MIN = 12;
    private static final int MAX = 128;

    @Override
    public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
      return password == null || Violations.none(fault(password), context);
    }

    private static Optional<String> fault(String password) {
      return FreeText.fault(password, false, MIN, MAX)
          .or(
              () ->
                  FreeText.normal(password).equals(password)
                      ? Optional.empty()
                      : Optional.of(
                          "must be in Unicode's form C: with letters and accents in one"));
    }
  }
}
