package dev.halfway.web.decoupling;

import dev.halfway.audit.Audit;
import dev.halfway.decoupling.SmsCentre;
import dev.halfway.decoupling.simulator.Behaviour;
import dev.halfway.decoupling.simulator.SimulatedSms;
import dev.halfway.decoupling.simulator.SmsCentreSimulator;
import dev.halfway.web.disk.EvenIfDiskIsFull;
import dev.halfway.web.input.Phone;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The SMS centre, and what can be tried with the simulated one. */
@Path("decoupling/sms-centre")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "decoupling")
public class SmsCentreResource {

  @Inject private SmsCentre centre;
  @Inject private Audit audit;

  /** How the link to the SMS centre stands. */
  @GET
  @Operation(summary = "The SMS centre and how the link to it stands")
  @APIResponse(
      responseCode = "200",
      description = "The link's state and what it did so far",
      content =
          @Content(
              schema = @Schema(implementation = SmsCentreView.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"simulated": true, "address": "halfway@127.0.0.1:2775", "state": "BOUND",
                           "since": "2026-11-22T10:15:30Z",
                           "counters": {"submitted": 41, "refused": 0, "throttled": 2, "unknown": 0,
                                        "reconnects": 1, "receipts": 41},
                           "behaviour": {"mode": "NORMAL", "delayMillis": 0, "probability": 0.0}}\
                          """)))
  public SmsCentreView centre() {
    return SmsCentreView.of(centre);
  }

  /** What the simulated centre has accepted. */
  @GET
  @Path("messages")
  @Operation(summary = "The newest 10,000 SMS that the simulated centre has accepted, oldest first")
  @APIResponse(
      responseCode = "200",
      description = "Long messages are put together again",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = SimulatedSms.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          [{"messageId": "b094113f", "from": "Halfway", "to": "+4915112345678",
                            "text": "Welcome to Halfway, ada!", "parts": 1, "acceptedAt": "2026-11-22T10:15:30Z"}]\
                          """)))
  @APIResponse(responseCode = "404", description = "The SMS centre is a real one")
  public List<SimulatedSms> messages(
      @Parameter(description = "Only those to this phone", example = "+4915112345678")
          @QueryParam("phone")
          @Phone
          @Nullable String phone) {
    SmsCentreSimulator simulator = simulator();
    return phone == null ? simulator.received() : simulator.receivedBy(phone);
  }

  /** Makes the simulated centre fail, or stop failing. */
  @PUT
  @Path("behaviour")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Makes the simulated SMS centre slow, refuse, fail, or normal again")
  @SecurityRequirement(name = "basic")
  @APIResponse(
      responseCode = "200",
      description = "It behaves so from now on",
      content =
          @Content(
              schema = @Schema(implementation = CentreBehaviour.class),
              examples =
                  @ExampleObject(
                      name = "example",
                      value =
                          """
                          {"mode": "REJECTING", "delayMillis": 0, "commandStatus": 11, "probability": 1.0}\
                          """)))
  @APIResponse(responseCode = "404", description = "The SMS centre is a real one")
  public CentreBehaviour behave(
      @NotNull(message = "is missing") @Valid CentreBehaviour request,
      @Context SecurityContext caller) {
    Behaviour behaviour = request.toBehaviour();
    simulator().behave(behaviour);
    audit.record(
        caller.getUserPrincipal().getName(), "sms-centre behaviour", behaviour.toString(), "done");
    return CentreBehaviour.of(behaviour);
  }

  private SmsCentreSimulator simulator() {
    return centre
        .simulator()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        "no-simulator",
                        "There is no simulated SMS centre",
                        404,
                        "a real one is configured: halfway.decoupling.smpp.host")));
  }
}
