package dev.halfway.consumers;

import dev.halfway.refusal.Refusal;
import java.util.UUID;

/** The dead letter is a half message, whose transaction may have committed; it was left alone. */
public class StillHalf extends Refusal {

  private static final long serialVersionUID = 1;

  StillHalf(UUID id) {
    super(
        Kind.CONFLICT,
        "still-half",
        "A half message cannot be deleted",
        "dead letter %s is a half message: send it back to its half queue, and decide it there"
            .formatted(id));
  }
}
