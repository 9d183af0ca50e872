package dev.halfway.web.input;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What something costs, from 0 to 1,000,000. Must be there. */
@JacksonAnnotationsInside
@NotNull
@DecimalMin(value = "0", message = "must be from 0 to 1000000")
@DecimalMax(value = "1000000", message = "must be from 0 to 1000000")
@Money
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Price {
  /** Not used: the constraints above have their own. */
  String message() default "";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};
}
