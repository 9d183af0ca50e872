package dev.halfway.web.broadcast;

import dev.halfway.broadcast.Dispatch;
import dev.halfway.broadcast.DispatchPosted;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A dispatch, as clients see it.
 *
 * @param id its number, one more than that of the dispatch before
 * @param driverId who was the first to accept it; absent while nobody has
 */
@Schema(name = "Dispatch")
public record DispatchView(
    long id,
    String pickup,
    String dropoff,
    BigDecimal fare,
    Instant at,
    @Nullable String driverId,
    @Nullable Instant acceptedAt) {

  static DispatchView of(DispatchPosted posted) {
    return of(new Dispatch(posted, null, null));
  }

  static DispatchView of(Dispatch dispatch) {
    DispatchPosted posted = dispatch.posted();
    return new DispatchView(
        posted.id(),
        posted.pickup(),
        posted.dropoff(),
        posted.fare(),
        posted.at(),
        dispatch.driver(),
        dispatch.acceptedAt());
  }
}
