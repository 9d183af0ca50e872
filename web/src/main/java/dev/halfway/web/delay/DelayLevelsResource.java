package dev.halfway.web.delay;

import dev.halfway.delay.DelayLevels;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Levels of delay. */
@Path("delay/levels")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "delay")
public class DelayLevelsResource {

  /** All of them. */
  @GET
  public List<DelayLevelView> levels() {
    return IntStream.rangeClosed(1, DelayLevels.all().size())
        .mapToObj(level -> new DelayLevelView(level, DelayLevels.all().get(level - 1).toString()))
        .toList();
  }
}
