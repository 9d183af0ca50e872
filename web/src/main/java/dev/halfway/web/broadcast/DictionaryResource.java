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
  public EntryView put(
      @PathParam("key") @Name String key,
      @NotNull @Valid EntryRequest request,
      @Context HttpServletRequest http) {
    return EntryView.of(dictionary.put(key, request.value(), AuditName.of(http)));
  }

  /** An entry. */
  @GET
  public EntryView get(@PathParam("key") @Name String key) {
    return dictionary
        .get(key)
        .map(EntryView::of)
        .orElseThrow(() -> ProblemException.notFound("entry", key));
  }
}
