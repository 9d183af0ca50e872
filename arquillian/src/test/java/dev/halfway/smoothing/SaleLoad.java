package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Rows;
import dev.halfway.load.ScenarioLoad;
import java.util.Optional;
import java.util.UUID;

/** Somebody who buys again and again what there is enough of; each order promises an outcome. */
public final class SaleLoad extends ScenarioLoad {

  private static final String ITEM = "lamp-" + UUID.randomUUID();

  private final Client client;
  private final Peak peak;

  private SaleLoad(Client client, Peak peak) {
    super("smoothing");
    this.client = client;
    this.peak = peak;
  }

  /** One that does not call yet; what it buys is on sale. */
  public static SaleLoad on(Client client, Rows rows) {
    Peak peak = new Peak(client, ITEM, rows);
    peak.offering(1_000_000);
    return new SaleLoad(client, peak);
  }

  @Override
  protected Optional<String> ask(int number) {
    Answer answer =
        client.post(
            "api/smoothing/orders",
            "{\"item\":\"%s\",\"quantity\":1,\"buyer\":\"ada\"}".formatted(ITEM));
    return answer.status() == 202 ? Optional.of(answer.header("Location")) : Optional.empty();
  }

  @Override
  public void assertKept() {
    peak.awaitWorkedOff();
    assertThat(peak.missing(promised())).isEmpty();
    assertThat(peak.sold()).as("sold once").isEqualTo(peak.outcomes().get("CONFIRMED"));
  }
}
