package dev.halfway.web.audit;

import dev.halfway.audit.Audit;
import dev.halfway.audit.AuditEntry;
import dev.halfway.web.http.Page;
import dev.halfway.web.input.PageSize;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who changed what; for operators, and to be read only. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@SecurityRequirement(name = "basic")
public class AuditResource {

  @Inject private Audit audit;

  /** The newest entries. */
  @GET
  @RolesAllowed("operator")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = AuditEntry.class)))
  public Response newest(
      @QueryParam("limit") @DefaultValue("100") @PageSize int limit,
      @QueryParam("before") @Min(value = 1, message = "must be the id of an entry")
          @Nullable Long before,
      @Context UriInfo uri) {
    List<AuditEntry> found = audit.newest(before == null ? Long.MAX_VALUE : before, limit + 1);
    return Page.of(found, limit, Function.identity(), uri, "before", AuditEntry::id);
  }
}
