package dev.halfway.web.decoupling;

import dev.halfway.decoupling.SmsCentre;
import dev.halfway.decoupling.link.LinkCounters;
import dev.halfway.decoupling.link.LinkStatus;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The SMS centre as clients see it.
 *
 * @param simulated whether it is the one inside this server
 * @param since when the link came into its state
 * @param lastError why the link was last not bound
 * @param behaviour how the simulated centre behaves
 */
@Schema(name = "SmsCentre")
public record SmsCentreView(
    boolean simulated,
    @Schema(examples = "halfway@127.0.0.1:2775") String address,
    LinkStatus.State state,
    Instant since,
    @Nullable String lastError,
    LinkCounters counters,
    @Nullable CentreBehaviour behaviour) {

  static SmsCentreView of(SmsCentre centre) {
    LinkStatus status = centre.link().status();
    return new SmsCentreView(
        centre.simulator().isPresent(),
        centre.address(),
        status.state(),
        status.since(),
        status.lastError(),
        centre.link().counters(),
        centre.simulator().map(it -> CentreBehaviour.of(it.behaviour())).orElse(null));
  }
}
