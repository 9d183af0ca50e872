package dev.halfway.web.input;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.halfway.text.FreeText;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Free text in a request: {@link FreeText} says what may be in it. It is brought into its normal
 * form as it is read. Null is fine.
 */
@JacksonAnnotationsInside
@JsonDeserialize(converter = Text.Normal.class)
@Constraint(validatedBy = Text.Rule.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Text {
  /** Characters that it has at least. */
  int min() default 1;

  /** Characters that it may have. */
  int max();

  /** Whether it may have several lines, and white space at its ends. */
  boolean lines() default false;

  /** Not used: the rule has a message for each fault. */
  String message() default "";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};

  /** Reads one. */
  final class Normal extends StdConverter<String, String> {
    @Override
    public String convert(String text) {
      return FreeText.normal(text);
    }
  }

  /** Looks at one. */
  final class Rule implements ConstraintValidator<Text, String> {
    private boolean lines;
    private int min;
    private int max;

    @Override
    public void initialize(Text text) {
      lines = text.lines();
      min = text.min();
      max = text.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      return text == null || Violations.none(FreeText.fault(text, lines, min, max), context);
    }
  }
}
