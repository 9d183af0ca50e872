package dev.halfway.web.smoothing;

import dev.halfway.smoothing.SmoothingSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that may be changed while a sale goes on. */
@Schema(name = "SmoothingSettingsChange")
public record SettingsRequest(
    @NotNull
        @Min(value = 1, message = "must be from 1 to 64")
        @Max(value = 64, message = "must be from 1 to 64")
        Integer concurrency,
    @NotNull
        @Min(value = 1, message = "must be from 1 to 10000000")
        @Max(value = 10_000_000, message = "must be from 1 to 10000000")
        Integer maxBacklog,
    @NotNull
        @Min(value = 0, message = "must be from 0 to 1000000")
        @Max(value = 1_000_000, message = "must be from 0 to 1000000")
        Integer rate) {

  SmoothingSettings toSettings() {
    return new SmoothingSettings(concurrency, maxBacklog, rate);
  }
}
