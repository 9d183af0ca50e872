package dev.halfway.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.server.ManagedServer;
import dev.halfway.server.OnManagedServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of the lottery, over HTTP. */
@OnManagedServer
class BusTest {

  private static final String ORDERS = "api/bus/orders";
  private static final String DRAWS = "api/bus/draws";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Client client = ManagedServer.client();
  private final Client operator = ManagedServer.operator();
  private final String game = "game-" + UUID.randomUUID();

  @Test
  void anOrderIsAcceptedTicketedDrawnAndHasWon() {
    Answer placed = order("[3,8,21,24,33,41]", "2.50");

    assertThat(placed.status()).as(placed.text()).isEqualTo(202);
    assertThat(placed.json().get("state").asText()).isEqualTo("CREATED");
    String location = placed.header("Location");
    assertThat(awaitState(location, "TICKETED").get("ticket").asText()).startsWith("T-");

    Answer draw = draw("[41,33,24,21,1,2]");
    assertThat(draw.status()).as(draw.text()).isEqualTo(202);
    assertThat(draw.json().get("drawnAt").asText()).endsWith("Z");

    JsonNode won = awaitState(location, "WON");
    assertThat(won.get("prize").decimalValue()).isEqualByComparingTo("25");
    assertThat(won.get("history"))
        .extracting(step -> step.get("state").asText() + " by " + step.get("by").asText())
        .containsExactly(
            "CREATED by centre",
            "DISPATCHED by centre",
            "TICKETED by ticketing",
            "DRAWN by centre",
            "WON by prizes");
    assertThat(won.get("history").findValuesAsText("at")).isSorted().hasSize(5);
    assertThat(won.get("history").findValuesAsText("messageId")).doesNotHaveDuplicates().hasSize(4);
    await("the player is told")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(client.get(location + "/notices").json().findValuesAsText("text"))
                    .containsExactly(
                        "Your ticket is %s. Good luck!".formatted(won.get("ticket").asText()),
                        "You have won 25.00."));
  }

  @Test
  void anOrderThatHasWonNothingHasLost() {
    String location = order("[1,2,3]", "1").header("Location");
    awaitState(location, "TICKETED");
    draw("[4,5,6]");

    assertThat(awaitState(location, "LOST").get("prize").decimalValue()).isEqualByComparingTo("0");
  }

  @Test
  void anOrderWhoseStakeIsTooHighGetsNoTicket() {
    String location = order("[1]", "10000.01").header("Location");

    JsonNode failed = awaitState(location, "TICKET_FAILED");

    assertThat(failed.get("reason").asText()).isEqualTo("stakes above 10000 get no ticket");
    assertThat(failed.has("ticket")).isFalse();
    draw("[1]");
    String other = order("[1]", "1").text();
    assertThat(other).as("after the draw").contains("game-drawn");
    assertThat(client.get(location).json().get("state").asText()).isEqualTo("TICKET_FAILED");
  }

  @Test
  void aGameIsDrawnOnceAndTakesNoOrdersThen() {
    assertThat(draw("[1,2,3]").status()).isEqualTo(202);

    Answer again = draw("[4,5,6]");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().get("type").asText()).isEqualTo("urn:halfway:problem:game-drawn");
    Answer late = order("[1,2,3]", "1");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().get("type").asText()).isEqualTo("urn:halfway:problem:game-drawn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"numbers\":[1],\"stake\":1} | game",
        "{\"game\":\"\",\"numbers\":[1],\"stake\":1} | game",
        "{\"game\":\" g\",\"numbers\":[1],\"stake\":1} | game",
        "{\"game\":\"g\",\"stake\":1} | numbers",
        "{\"game\":\"g\",\"numbers\":[],\"stake\":1} | numbers",
        "{\"game\":\"g\",\"numbers\":[1,2,3,4,5,6,7,8,9,10,11],\"stake\":1} | numbers",
        "{\"game\":\"g\",\"numbers\":[1,1],\"stake\":1} | numbers",
        "{\"game\":\"g\",\"numbers\":[0],\"stake\":1} | numbers[0]",
        "{\"game\":\"g\",\"numbers\":[1,100],\"stake\":1} | numbers[1]",
        "{\"game\":\"g\",\"numbers\":[null],\"stake\":1} | numbers[0]",
        "{\"game\":\"g\",\"numbers\":[1.5],\"stake\":1} | numbers[0]",
        "{\"game\":\"g\",\"numbers\":[1]} | stake",
        "{\"game\":\"g\",\"numbers\":[1],\"stake\":0} | stake",
        "{\"game\":\"g\",\"numbers\":[1],\"stake\":0.001} | stake",
        "{\"game\":\"g\",\"numbers\":[1],\"stake\":1000000.01} | stake",
        "{\"game\":\"g\",\"numbers\":[1],\"stake\":1,\"more\":1} | more",
      })
  void anOrderThatIsWrongIsRefusedByTheField(String body, String field) {
    Answer answer = client.post(ORDERS, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"numbers\":[1]} | game",
        "{\"game\":\"g\"} | numbers",
        "{\"game\":\"g\",\"numbers\":[1,1]} | numbers",
        "{\"game\":\"g\",\"numbers\":[-1]} | numbers[0]",
      })
  void aDrawThatIsWrongIsRefusedByTheField(String body, String field) {
    Answer answer = client.post(DRAWS, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.wrongField()).isEqualTo(field);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String nobody = ORDERS + "/" + UUID.randomUUID();
    assertThat(client.get(nobody).status()).isEqualTo(404);
    assertThat(client.get(nobody + "/notices").status()).isEqualTo(404);
    assertThat(operator.post("api/bus/subsystems/centre/pause", "").status()).isEqualTo(404);
    assertThat(operator.post("api/bus/subsystems/nobody/resume", "").status()).isEqualTo(404);
  }

  @Test
  void onlyAnOperatorPauses() {
    assertThat(client.post("api/bus/subsystems/ticketing/pause", "").status()).isEqualTo(401);
    assertThat(client.post("api/bus/subsystems/ticketing/resume", "").status()).isEqualTo(401);
  }

  @Test
  void theSystemsOnTheBusAreKnown() {
    assertThat(client.get("api/bus/subsystems").json().findValuesAsText("name"))
        .containsExactly("notification", "prizes", "ticketing");
  }

  @Test
  void pausingAndResumingAreHarmlessWhenTheyAreDoneTwice() {
    for (String what : new String[] {"pause", "pause", "resume", "resume"}) {
      Answer answer = operator.post("api/bus/subsystems/notification/" + what, "");
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().get("paused").asBoolean()).isEqualTo(what.equals("pause"));
    }
  }

  private Answer order(String numbers, String stake) {
    return client.post(
        ORDERS, "{\"game\":\"%s\",\"numbers\":%s,\"stake\":%s}".formatted(game, numbers, stake));
  }

  private Answer draw(String numbers) {
    return client.post(DRAWS, "{\"game\":\"%s\",\"numbers\":%s}".formatted(game, numbers));
  }

  private JsonNode awaitState(String location, String state) {
    await(location + " is " + state)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> assertThat(client.get(location).json().get("state").asText()).isEqualTo(state));
    return client.get(location).json();
  }
}
