package dev.halfway.web.decoupling;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants to register. */
public record RegistrationRequest(
    @Schema(examples = "ada", description = "Unique; letter case counts")
        @NotNull(message = "is missing")
        @Size(min = 1, max = 64, message = "must have 1 to 64 characters")
        @Pattern(
            regexp = "(?sU)(?!\\s).*(?<!\\s)",
            message = "must not begin or end with white space")
        @Pattern(
            regexp = "[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}" + INVISIBLE + "]*",
            message = "must not contain control or invisible characters")
        String username,
    @Schema(examples = "+4915112345678", description = "E.164")
        @NotNull(message = "is missing")
        @Pattern(
            regexp = "\\+[1-9][0-9]{1,14}",
            message = "must be an E.164 number, as in +4915112345678")
        String phone) {

  /**
   * Two names that look the same must be the same. Joiners stay: emoji and some scripts need them.
   */
  private static final String INVISIBLE =
      "\\u00AD\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF";
}
