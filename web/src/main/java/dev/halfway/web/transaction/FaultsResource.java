package dev.halfway.web.transaction;

import dev.halfway.transaction.comparison.FaultInjection;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a comparison can make fail. */
@Path("transaction/faults")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transaction")
public class FaultsResource {

  @Inject private FaultInjection injection;

  /** The points. */
  @GET
  public FaultsView faults() {
    return FaultsView.of(injection.isOn());
  }
}
