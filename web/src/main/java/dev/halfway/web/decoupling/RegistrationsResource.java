package dev.halfway.web.decoupling;

import dev.halfway.decoupling.Registration;
import dev.halfway.decoupling.Registrations;
import dev.halfway.decoupling.SmsNotSent;
import dev.halfway.decoupling.UsernameTaken;
import dev.halfway.web.problems.ProblemException;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Registrations. */
@Path("decoupling/registrations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "decoupling")
public class RegistrationsResource {

  @Inject private Registrations registrations;

  /** Registers a user. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(value = RegistrationView.class, responseCode = "201")
  public Response register(
      @NotNull @Valid RegistrationRequest request,
      @QueryParam("sms") @Pattern(regexp = "inline", message = "must be inline or absent")
          @Nullable String sms,
      @Context UriInfo uri)
      throws UsernameTaken, SmsNotSent {
    Registration registration =
        sms == null
            ? registrations.register(request.username(), request.phone())
            : registrations.registerInline(request.username(), request.phone());
    return Response.created(uri.getAbsolutePathBuilder().path(registration.id().toString()).build())
        .entity(RegistrationView.of(registration, null))
        .build();
  }

  /** What became of a registration's SMS. */
  @GET
  @Path("{id}")
  public RegistrationView registration(@PathParam("id") UUID id) {
    Registration registration =
        registrations
            .find(id)
            .orElseThrow(() -> ProblemException.notFound("registration", id.toString()));
    return RegistrationView.of(registration, registrations.receiptFor(id).orElse(null));
  }
}
