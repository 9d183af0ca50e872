package dev.halfway.web.bus;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;

/** How many numbers an order and a draw have. */
@NotNull
@Size(min = 1, max = 10, message = "must have 1 to 10 numbers")
@Constraint(validatedBy = Numbers.Different.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface Numbers {
  /** Where the others are right. */
  String message() default "must be different ones";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};

  /** No number comes twice. */
  final class Different implements ConstraintValidator<Numbers, List<Integer>> {
    @Override
    public boolean isValid(List<Integer> numbers, ConstraintValidatorContext context) {
      return numbers == null || new HashSet<>(numbers).size() == numbers.size();
    }
  }
}
