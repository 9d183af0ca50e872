package dev.halfway.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when messages can be sent and are relayed; alarms are shown and change nothing about that.
 *
 * <p>A bean of the EAR's modules tells whom to ask: they see this jar, and it sees neither them nor
 * the resource adapter. Thread-safe.
 */
@Readiness
@ApplicationScoped
public class HalfMessagesHealth implements HealthCheck {

  /** Before the start, and after the end. */
  public static final Supplier<Answer> STOPPED =
      () -> new Answer(false, List.of("the application has not started or is stopping"));

  private volatile Supplier<Answer> adapter = STOPPED;

  /** What the adapter says of itself. */
  public record Answer(boolean ready, List<String> alarms) {}

  /** From now on the answers come from here; they must come at once. */
  public void ask(Supplier<Answer> source) {
    adapter = source;
  }

  @Override
  public HealthCheckResponse call() {
    Answer answer = adapter.get();
    var response = HealthCheckResponse.named("half-messages").status(answer.ready());
    return answer.alarms().isEmpty()
        ? response.build()
        : response.withData("alarms", String.join("; ", answer.alarms())).build();
  }
}
