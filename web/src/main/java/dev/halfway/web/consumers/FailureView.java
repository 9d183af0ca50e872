package dev.halfway.web.consumers;

import dev.halfway.consumers.ConsumerFailure;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A consumer that could not handle a message yet, as clients see it.
 *
 * @param attempts how often it has failed; 0 where it could not even tell
 * @param givenUp whether the message is a dead letter: no attempt follows unless an operator sends
 *     it back
 */
@Schema(name = "ConsumerFailure")
public record FailureView(
    @Schema(examples = "transaction.stock") String consumer,
    int attempts,
    @Schema(examples = "the database failed: connection refused") String lastError,
    boolean givenUp,
    Instant at) {

  static FailureView of(ConsumerFailure failure) {
    return new FailureView(
        failure.consumer(), failure.attempts(), failure.cause(), failure.givenUp(), failure.at());
  }
}
