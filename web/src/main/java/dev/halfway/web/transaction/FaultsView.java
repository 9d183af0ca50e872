package dev.halfway.web.transaction;

import dev.halfway.transaction.comparison.FaultPoint;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What can be made to fail during a comparison.
 *
 * @param on whether the server was started with fault injection
 * @param points by name, with what happens there
 */
@Schema(name = "FaultPoints")
public record FaultsView(boolean on, List<Point> points) {

  /** One of them. */
  @Schema(name = "FaultPoint")
  public record Point(String name, String meaning) {}

  static FaultsView of(boolean on) {
    return new FaultsView(
        on,
        Arrays.stream(FaultPoint.values())
            .map(point -> new Point(point.id(), point.meaning()))
            .toList());
  }
}
