package dev.halfway.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveriesTest {

  @Test
  void aMessageIsKnownByItsId() {
    assertThat(Deliveries.idOf(TextMessages.delivered("ID:1", 1))).isEqualTo("ID:1");
  }

  @Test
  void theBrokerCountsDeliveries() {
    assertThat(Deliveries.attempt(TextMessages.delivered("ID:1", 3))).isEqualTo(3);
  }

  static List<Function<Message, Object>> questions() {
    return List.of(Deliveries::idOf, Deliveries::attempt);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void aFailureOfTheBrokerPassesWithItsCode(Function<Message, Object> question) {
    JMSException failure = new JMSException("connection lost", "AMQ1");
    assertThatExceptionOfType(JMSRuntimeException.class)
        .isThrownBy(() -> question.apply(TextMessages.failing(failure)))
        .withMessage("connection lost")
        .withCause(failure)
        .matches(e -> e.getErrorCode().equals("AMQ1"));
  }
}
