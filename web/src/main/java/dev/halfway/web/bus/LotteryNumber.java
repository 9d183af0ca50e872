package dev.halfway.web.bus;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A number of the lottery, from 1 to 99. Must be there. */
@NotNull
@Min(value = 1, message = "must be from 1 to 99")
@Max(value = 99, message = "must be from 1 to 99")
@Constraint(validatedBy = {})
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@interface LotteryNumber {
  /** Not used: the constraints above have their own. */
  String message() default "";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};
}
