package dev.halfway.web.input;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Digits;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;

/**
 * An amount of money in a request. It is brought to two decimals as it is read, however it was
 * written: {@code 1e3} and {@code 1000.000} are {@code 1000.00}, as the database has it. Null is
 * fine.
 */
@JacksonAnnotationsInside
@JsonDeserialize(converter = Money.Normal.class)
@Digits(integer = 7, fraction = 2, message = "must have two decimals at most")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Money {
  /** Not used: the constraint above has its own. */
  String message() default "";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};

  /** Reads one; what is none stays as it is, and is refused. */
  final class Normal extends StdConverter<BigDecimal, BigDecimal> {
    private static final int DECIMALS = 2;
    private static final int MAX_DIGITS = 9;

    @Override
    public BigDecimal convert(BigDecimal amount) {
      BigDecimal shortest = amount.stripTrailingZeros();
      boolean fits =
          shortest.scale() <= DECIMALS
              && (long) shortest.precision() - shortest.scale() <= MAX_DIGITS;
      return fits ? shortest.setScale(DECIMALS) : amount;
    }
  }
}
