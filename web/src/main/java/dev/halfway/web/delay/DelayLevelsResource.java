package dev.halfway.web.delay;

import dev.halfway.delay.DelayLevels;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Levels of delay. */
@Path("delay/levels")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "delay")
public class DelayLevelsResource {

  /** All of them. */
  @GET
  @Operation(summary = "The 18 levels of delay")
  @APIResponse(
      responseCode = "200",
      description = "From the shortest to the longest",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = DelayLevelView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"level": 1, "delay": "PT1S"}, {"level": 2, "delay": "PT5S"}]""")))
  public List<DelayLevelView> levels() {
    return IntStream.rangeClosed(1, DelayLevels.all().size())
        .mapToObj(level -> new DelayLevelView(level, DelayLevels.all().get(level - 1).toString()))
        .toList();
  }
}
