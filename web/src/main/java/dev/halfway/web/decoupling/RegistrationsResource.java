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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
  @Operation(
      summary = "Registers a user",
      description =
          "The user and the message that asks for the SMS are committed together; the SMS is sent"
              + " after the answer. With sms=inline it is sent before the answer, the old way.")
  @APIResponse(
      responseCode = "201",
      description = "Registered",
      headers = @Header(name = "Location", description = "Where to see what became of the SMS"),
      content =
          @Content(
              schema = @Schema(implementation = RegistrationView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "c87be40e-a879-4787-968e-23b9e5cf30d9", "username": "ada",
                           "phone": "+4915112345678", "sms": "PENDING", "attempts": 0,
                           "registeredAt": "2026-11-22T10:15:30Z"}""")))
  @APIResponse(responseCode = "400", description = "A field is wrong; nothing was stored")
  @APIResponse(responseCode = "409", description = "The username is taken; nothing was stored")
  @APIResponse(responseCode = "502", description = "Inline only: the SMS centre refused")
  @APIResponse(
      responseCode = "503",
      description =
          "Inline only: the SMS centre is out of reach, or silent: then the type says that the SMS"
              + " may have been sent. Nothing was stored; answered within 5 s")
  public Response register(
      @NotNull(message = "is missing") @Valid RegistrationRequest request,
      @Parameter(description = "inline: send the SMS before the answer")
          @QueryParam("sms")
          @Pattern(regexp = "inline", message = "must be inline or absent")
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
  @Operation(summary = "A registration and what became of its SMS")
  @APIResponse(
      responseCode = "200",
      description = "The registration",
      content =
          @Content(
              schema = @Schema(implementation = RegistrationView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"id": "c87be40e-a879-4787-968e-23b9e5cf30d9", "username": "ada",
                           "phone": "+4915112345678", "sms": "SENT", "attempts": 1,
                           "messageId": "b094113f", "receipt": "DELIVRD",
                           "registeredAt": "2026-11-22T10:15:30Z",
                           "sentAt": "2026-11-22T10:15:31Z"}""")))
  @APIResponse(responseCode = "404", description = "There is no such registration")
  public RegistrationView registration(@PathParam("id") UUID id) {
    Registration registration =
        registrations
            .find(id)
            .orElseThrow(() -> ProblemException.notFound("registration", id.toString()));
    return RegistrationView.of(registration, registrations.receiptFor(id).orElse(null));
  }
}
