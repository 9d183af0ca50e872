package dev.halfway.web.decoupling;

import dev.halfway.decoupling.simulator.Behaviour;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the simulated SMS centre behaves. */
@Schema(name = "SmsCentreBehaviour")
public record CentreBehaviour(
    @Schema(examples = "REJECTING") @NotNull Behaviour.Mode mode,
    @Schema(examples = "500", description = "How long each SMS waits; 0 when absent")
        @Min(value = 0, message = "must be 0 to 60000")
        @Max(value = 60_000, message = "must be 0 to 60000")
        @Nullable Long delayMillis,
    @Schema(
            examples = "11",
            description = "What a rejected SMS is answered, an SMPP command_status; 8 when absent")
        @Min(value = 1, message = "must be 1 to 65535")
        @Max(value = 0xFFFF, message = "must be 1 to 65535")
        @Nullable Integer commandStatus,
    @Schema(examples = "1", description = "Of an SMS being rejected; 1 when absent")
        @DecimalMin(value = "0", message = "must be 0 to 1")
        @DecimalMax(value = "1", message = "must be 0 to 1")
        @Nullable Double probability,
    @Schema(
            examples = "10",
            description = "For so many SMS, then normal; until changed when absent")
        @Min(value = 1, message = "must be at least 1")
        @Nullable Integer submits) {

  /** ESME_RSYSERR (SMPP 3.4, 5.1.3). */
  private static final int SYSTEM_ERROR = 0x08;

  static CentreBehaviour of(Behaviour behaviour) {
    return new CentreBehaviour(
        behaviour.mode(),
        behaviour.delay().toMillis(),
        behaviour.commandStatus() == 0 ? null : behaviour.commandStatus(),
        behaviour.probability(),
        behaviour.submits() == 0 ? null : behaviour.submits());
  }

  Behaviour toBehaviour() {
    return new Behaviour(
        mode,
        Duration.ofMillis(Objects.requireNonNullElse(delayMillis, 0L)),
        Objects.requireNonNullElse(
            commandStatus, mode == Behaviour.Mode.REJECTING ? SYSTEM_ERROR : 0),
        Objects.requireNonNullElse(probability, 1.0),
        Objects.requireNonNullElse(submits, 0));
  }
}
