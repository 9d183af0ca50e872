package dev.halfway.web.input;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.halfway.text.Names;
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
 * A name in a request, in a body or a path: {@link Names} says what may be one. It is brought into
 * its normal form as it is read, so all other code sees this form. Null is fine.
 */
@JacksonAnnotationsInside
@JsonDeserialize(converter = Name.Normal.class)
@Constraint(validatedBy = Name.Rule.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Name {
  /** Characters that it may have. */
  int max() default Names.LONGEST;

  /** Not used: the rule has a message for each fault. */
  String message() default "";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};

  /** Reads one. */
  final class Normal extends StdConverter<String, String> {
    @Override
    public String convert(String name) {
      return Names.normal(name);
    }
  }

  /** Looks at one. */
  final class Rule implements ConstraintValidator<Name, String> {
    private int max;

    @Override
    public void initialize(Name name) {
      max = name.max();
    }

    @Override
    public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
      return name == null || Violations.none(Names.fault(name, max), context);
    }
  }
}
