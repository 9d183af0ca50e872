package dev.halfway.web.bus;

import dev.halfway.bus.Draw;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A game that is drawn, as clients see it. */
@Schema(name = "Draw")
public record DrawView(String game, List<Integer> numbers, Instant drawnAt) {

  static DrawView of(Draw draw) {
    return new DrawView(draw.game(), draw.numbers(), draw.at());
  }
}
