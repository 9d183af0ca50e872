package dev.halfway.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when there is space on the disk for more than what was accepted already.
 *
 * <p>A bean of the EAR's modules tells whom to ask, as for {@link HalfMessagesHealth}. Thread-safe.
 */
@Readiness
@ApplicationScoped
public class DiskHealth implements HealthCheck {

  /** Before the start, and after the end. */
  public static final Supplier<Answer> STOPPED = () -> new Answer(false, 0, 0);

  private volatile Supplier<Answer> disk = STOPPED;

  /**
   * What is known of the disk.
   *
   * @param usable bytes that are left
   * @param reserve bytes that are held back for what was accepted
   */
  public record Answer(boolean ready, long usable, long reserve) {}

  /** From now on the answers come from here; they must come at once. */
  public void ask(Supplier<Answer> source) {
    disk = source;
  }

  @Override
  public HealthCheckResponse call() {
    Answer answer = disk.get();
    return HealthCheckResponse.named("disk")
        .status(answer.ready())
        .withData("usable", answer.usable())
        .withData("reserve", answer.reserve())
        .build();
  }
}
