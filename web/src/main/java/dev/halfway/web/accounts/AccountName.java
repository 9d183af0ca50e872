package dev.halfway.web.accounts;

import dev.halfway.accounts.Account;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an account: less than other names may have, because it is looked up byte by byte as
 * it came, and because a colon ends it (RFC 7617). Null is fine.
 */
@Pattern(regexp = Account.NAME, message = "must be 1 to 64 of A-Z a-z 0-9 . _ -")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface AccountName {
  /** Not used: the pattern above has its own. */
  String message() default "";

  /** As in every constraint. */
  Class<?>[] groups() default {};

  /** As in every constraint. */
  Class<? extends Payload>[] payload() default {};
}
