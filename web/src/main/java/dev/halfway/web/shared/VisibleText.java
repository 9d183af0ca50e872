package dev.halfway.web.shared;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Text that looks like what it is: no control or invisible characters, no halves of a character, no
 * white space at its ends. Two names that look the same must be the same. Joiners stay: emoji and
 * some scripts need them. Null and empty text are fine.
 */
@Pattern(regexp = "(?sU)(?!\\s).*(?<!\\s)", message = "must not begin or end with white space")
@Pattern(
    regexp =
        "[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}"
            + "\\u00AD\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]*",
    message = "must not contain control or invisible characters")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface VisibleText {
  /** Not used: the patterns above have their own. */
  String message() default "";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};
}
