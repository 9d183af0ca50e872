package dev.halfway.web.transaction;

import dev.halfway.transaction.Mode;
import dev.halfway.transaction.comparison.ComparisonRequest;
import dev.halfway.transaction.comparison.FaultPoint;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be compared. */
@Schema(name = "NewComparison")
public record ComparisonBody(
    @Schema(description = "All four by default, each once at most", examples = "[\"xa\", \"half\"]")
        @Size(min = 1, max = 4, message = "must have 1 to 4 modes")
        @Nullable
            List<@NotNull @Pattern(regexp = ModeNames.PATTERN, message = ModeNames.MESSAGE) String>
            modes,
    @Schema(description = "Measured by each mode; 1000 by default", examples = "1000")
        @Min(value = 1, message = "must be from 1 to 1000000")
        @Max(value = 1_000_000, message = "must be from 1 to 1000000")
        @Nullable Integer orders,
    @Schema(description = "Callers at the same time; 8 by default", examples = "8")
        @Min(value = 1, message = "must be from 1 to 64")
        @Max(value = 64, message = "must be from 1 to 64")
        @Nullable Integer concurrency,
    @Schema(description = "Measure although the database may lose commits; false by default")
        @Nullable Boolean demo,
    @Schema(
            description =
                "How probable a failure is, by fault point; none by default. For operators, on a"
                    + " server that was started with fault injection",
            examples = "{\"commit-reply-lost\": 0.01}")
        @Nullable
            Map<
                String,
                @NotNull @DecimalMin(value = "0", message = "must be from 0 to 1")
                @DecimalMax(value = "1", message = "must be from 0 to 1") Double>
            faults,
    @Schema(description = "Of the faults; with the same one they are the same", examples = "1")
        @Nullable Long seed) {

  private static final int ORDERS = 1_000;
  private static final int CONCURRENCY = 8;

  /**
   * The request, its defaults filled in.
   *
   * @throws ProblemException when a mode is named twice, as nothing would tell its two results
   *     apart, or a fault point is not known
   */
  ComparisonRequest toRequest() {
    if (modes != null && Set.copyOf(modes).size() < modes.size()) {
      throw new ProblemException(Problem.invalid("modes", "must not name a mode twice"));
    }
    return new ComparisonRequest(
        modes == null ? Arrays.asList(Mode.values()) : modes.stream().map(ModeNames::mode).toList(),
        orders == null ? ORDERS : orders,
        concurrency == null ? CONCURRENCY : concurrency,
        Boolean.TRUE.equals(demo),
        points(),
        seed == null ? 1 : seed);
  }

  private Map<FaultPoint, Double> points() {
    Map<FaultPoint, Double> points = new EnumMap<>(FaultPoint.class);
    if (faults != null) {
      faults.forEach((name, probability) -> points.put(point(name), probability));
    }
    return points;
  }

  private static FaultPoint point(String name) {
    return FaultPoint.of(name)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.invalid(
                        "faults",
                        "must name fault points, which are "
                            + Arrays.stream(FaultPoint.values())
                                .map(FaultPoint::id)
                                .collect(Collectors.joining(", ")))));
  }
}
