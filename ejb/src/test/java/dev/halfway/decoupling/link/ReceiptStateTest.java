package dev.halfway.decoupling.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptStateTest {

  @Test
  void theFinalOnesAreThoseOfTheStandard() {
    assertThat(ReceiptState.finalStates())
        .containsExactlyInAnyOrder(
            "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "REJECTD", "SKIPPED");
  }

  @ParameterizedTest
  @CsvSource({
    "DELIVRD, DELIVRD",
    "delivered, DELIVRD",
    "Undeliverable, UNDELIV",
    "UNDELIVERED, UNDELIV",
    "EXPIRED, EXPIRED",
    "Rejected, REJECTD",
    "ACCEPTED, ACCEPTD",
    "deleted, DELETED",
    "EnRoute, ENROUTE",
    "UNKNOWN, UNKNOWN",
    "BUFFRED, BUFFRED",
    "temporarily_failed, TEMPORARILY_FAIL"
  })
  void aCentresWordIsTheUsualOneOrItsOwn(String word, String state) {
    assertThat(ReceiptState.ofWord(word)).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                ",
    "-,                 ",
    "'-,-',             ",
    "DELIVRD,           DELIVRD",
    "'DELIVRD,-',       ENROUTE",
    "'DELIVRD,DELIVRD', DELIVRD",
    "'DELIVRD,ACCEPTD', ACCEPTD",
    "'-,BUFFRED',       BUFFRED",
    "'DELIVRD,UNDELIV', UNDELIV",
    "'EXPIRED,-',       EXPIRED",
    "'ENROUTE,REJECTD', REJECTD"
  })
  void aMessageIsDeliveredWhenAllPartsAreAndFailedWhenOneIs(String parts, String whole) {
    assertThat(
            ReceiptState.ofParts(
                Arrays.stream(parts.split(","))
                    .map(part -> part.matches("-?") ? Optional.<String>empty() : Optional.of(part))
                    .toList()))
        .isEqualTo(Optional.ofNullable(whole));
  }
}
