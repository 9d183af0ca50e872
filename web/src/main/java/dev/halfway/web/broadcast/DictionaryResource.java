package dev.halfway.web.broadcast;

import dev.halfway.broadcast.Dictionary;
import dev.halfway.web.access.AuditName;
import dev.halfway.web.input.Name;
import dev.halfway.web.problems.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A dictionary that every node has in memory. */
@Path("broadcast/dictionary/{key}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "broadcast")
public class DictionaryResource {

  @Inject private Dictionary dictionary;

  /** Changes an entry. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Changes an entry of the dictionary, or makes it",
      description = "Every node has the new version within a second, or when it is back.")
  @APIResponse(
      responseCode = "200",
      description = "The entry",
      content =
          @Content(
              schema = @Schema(implementation = EntryView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"key": "currency", "value": "EUR", "version": 3, "node": "halfway",
                           "cached": false}""")))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was changed")
  public EntryView put(
      @PathParam("key") @Name String key,
      @NotNull(message = "is missing") @Valid EntryRequest request,
      @Context HttpServletRequest http) {
    return EntryView.of(dictionary.put(key, request.value(), AuditName.of(http)));
  }

  /** An entry. */
  @GET
  @Operation(summary = "An entry of the dictionary, and who has answered")
  @APIResponse(
      responseCode = "200",
      description = "The entry",
      content =
          @Content(
              schema = @Schema(implementation = EntryView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"key": "currency", "value": "EUR", "version": 3, "node": "halfway",
                           "cached": true}""")))
  @APIResponse(responseCode = "404", description = "There is none")
  public EntryView get(@PathParam("key") @Name String key) {
    return dictionary
        .get(key)
        .map(EntryView::of)
        .orElseThrow(() -> ProblemException.notFound("entry", key));
  }
}
