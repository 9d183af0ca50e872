package dev.halfway.web.decoupling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.halfway.decoupling.simulator.Behaviour;
import dev.halfway.decoupling.simulator.Behaviour.Mode;
import dev.halfway.web.input.Validated;
import dev.halfway.web.json.StrictJson;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CentreBehaviourTest {

  @ParameterizedTest
  @EnumSource
  void theModeAloneIsEnough(Mode mode) throws JsonProcessingException {
    CentreBehaviour request = read("{\"mode\":\"" + mode + "\"}");
    assertThat(Validated.errorsOf(request)).isEmpty();
    assertThat(request.toBehaviour())
        .isEqualTo(new Behaviour(mode, Duration.ZERO, mode == Mode.REJECTING ? 8 : 0, 1, 0));
  }

  @Test
  void everythingThatIsSaidCounts() throws JsonProcessingException {
    CentreBehaviour request =
        read(
            "{\"mode\":\"REJECTING\",\"delayMillis\":500,\"commandStatus\":88,\"probability\":0.25,"
                + "\"submits\":3}");
    assertThat(Validated.errorsOf(request)).isEmpty();
    Behaviour behaviour = new Behaviour(Mode.REJECTING, Duration.ofMillis(500), 88, 0.25, 3);
    assertThat(request.toBehaviour()).isEqualTo(behaviour);
    assertThat(CentreBehaviour.of(behaviour)).isEqualTo(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"delayMillis\":0",
        "\"delayMillis\":60000",
        "\"commandStatus\":1",
        "\"commandStatus\":65535",
        "\"probability\":0",
        "\"probability\":1",
        "\"probability\":-0.0",
        "\"probability\":4.9e-324",
        "\"submits\":1",
        "\"submits\":2147483647"
      })
  void theEdgesAreAcceptedAndSoDoesTheSimulator(String field) throws JsonProcessingException {
    CentreBehaviour request = read("{\"mode\":\"REJECTING\"," + field + "}");
    assertThat(Validated.errorsOf(request)).isEmpty();
    assertThat(request.toBehaviour().mode()).isEqualTo(Mode.REJECTING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"delayMillis\":-1|delayMillis must be 0 to 60000",
        "\"delayMillis\":60001|delayMillis must be 0 to 60000",
        "\"delayMillis\":9223372036854775807|delayMillis must be 0 to 60000",
        "\"commandStatus\":0|commandStatus must be 1 to 65535",
        "\"commandStatus\":65536|commandStatus must be 1 to 65535",
        "\"probability\":-0.001|probability must be 0 to 1",
        "\"probability\":1.001|probability must be 0 to 1",
        "\"probability\":1.0000000000000002|probability must be 0 to 1",
        "\"probability\":1e400|probability must be 0 to 1",
        "\"probability\":-1e400|probability must be 0 to 1",
        "\"submits\":0|submits must be at least 1",
        "\"submits\":-1|submits must be at least 1"
      })
  void whatIsOutOfRangeIsNamed(String field, String error) throws JsonProcessingException {
    assertThat(Validated.errorsOf(read("{\"mode\":\"REJECTING\"," + field + "}")))
        .containsExactly(error);
  }

  @Test
  void withoutAModeNothingCanBeDone() throws JsonProcessingException {
    assertThat(Validated.errorsOf(read("{}"))).containsExactly("mode is missing");
  }

  @Test
  void whatIsNotSaidOfABehaviourIsNull() {
    assertThat(CentreBehaviour.of(Behaviour.NORMAL))
        .isEqualTo(new CentreBehaviour(Mode.NORMAL, 0L, null, 0.0, null));
  }

  private static CentreBehaviour read(String json) throws JsonProcessingException {
    return StrictJson.mapper().readValue(json, CentreBehaviour.class);
  }
}
