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
  public SmsCentreView centre() {
    return SmsCentreView.of(centre);
  }

  /** What the simulated centre has accepted. */
  @GET
  @Path("messages")
  public List<SimulatedSms> messages(@QueryParam("phone") @Phone @Nullable String phone) {
    SmsCentreSimulator simulator = simulator();
    return phone == null ? simulator.received() : simulator.receivedBy(phone);
  }

  /** Makes the simulated centre fail, or stop failing. */
  @PUT
  @Path("behaviour")
  @EvenIfDiskIsFull
  @RolesAllowed("operator")
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "basic")
  public CentreBehaviour behave(
      @NotNull @Valid CentreBehaviour request, @Context SecurityContext caller) {
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
