package dev.halfway.web.consumers;

import dev.halfway.consumers.FailureLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What keeps something from going on, for those who ask for it. */
@ApplicationScoped
public class Failures {

  @Inject private FailureLog log;

  /** The consumers that could not handle a message about it yet; null where there are none. */
  public @Nullable List<FailureView> about(UUID id) {
    List<FailureView> failures = log.about(id).stream().map(FailureView::of).toList();
    return failures.isEmpty() ? null : failures;
  }
}
