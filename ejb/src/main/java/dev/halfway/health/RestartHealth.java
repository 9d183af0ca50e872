package dev.halfway.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live unless something has failed that only a new process repairs.
 *
 * <p>A bean of the EAR's modules tells whom to ask, as for {@link HalfMessagesHealth}. Thread-safe.
 */
@Liveness
@ApplicationScoped
public class RestartHealth implements HealthCheck {

  /** Before the start, and after the end: neither is a reason to begin anew. */
  public static final Supplier<Optional<String>> NOTHING = Optional::empty;

  private volatile Supplier<Optional<String>> failure = NOTHING;

  /** From now on the answers come from here; they must come at once. */
  public void ask(Supplier<Optional<String>> source) {
    failure = source;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> what = failure.get();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("no-restart-needed").status(what.isEmpty());
    what.ifPresent(text -> response.withData("error", text));
    return response.build();
  }
}
