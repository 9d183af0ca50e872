package dev.halfway.messages;

import dev.halfway.consumers.FailureLog;
import java.util.UUID;

/**
 * A message that is about one thing that somebody can ask for, as a registration or an order. Those
 * who ask then learn of failures of its consumers too: see {@link FailureLog}.
 */
public interface About {
  /** The id of that thing. */
  UUID about();
}
