package dev.halfway.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.api.PropertyNames;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveriesTest {

  private static final String TRANSACTION = "685-0199f2a0-0000-7000-8000-000000000000";

  @Test
  void aMessageIsKnownByItsId() {
    assertThat(Deliveries.idOf(TextMessages.delivered("ID:1", 1))).isEqualTo("ID:1");
  }

  @Test
  void aHalfMessageIsKnownByItsTransactionAndOrdinalWhateverTheBrokerCallsIt() {
    assertThat(Deliveries.idOf(half(TRANSACTION, 0))).isEqualTo(TRANSACTION + ".0");
    assertThat(Deliveries.idOf(half(TRANSACTION, 12))).isEqualTo(TRANSACTION + ".12");
  }

  @Test
  void anIdOfAHalfMessageFitsTheInbox() {
    String longest = Integer.MAX_VALUE + "-0199f2a0-0000-7000-8000-000000000000";
    assertThat(Deliveries.idOf(half(longest, Integer.MAX_VALUE))).hasSizeLessThanOrEqualTo(255);
  }

  @Test
  void aMessageThatItsSenderGaveAnIdIsKnownByThat() {
    assertThat(Deliveries.idOf(TextMessages.delivered("ID:1", 1, Map.of(Deliveries.ID, "mine"))))
        .isEqualTo("mine");
    assertThat(Deliveries.idOf(TextMessages.delivered("ID:1", 1, Map.of(Deliveries.ID, 7))))
        .isEqualTo("ID:1");
  }

  @Test
  void whatAMessageIsAboutIsAnId() {
    UUID id = UUID.randomUUID();
    assertThat(Deliveries.aboutOf(about(id.toString()))).isEqualTo(id);
    assertThat(Deliveries.aboutOf(about("nonsense"))).isNull();
    assertThat(Deliveries.aboutOf(about(7))).isNull();
    assertThat(Deliveries.aboutOf(TextMessages.delivered("ID:1", 1))).isNull();
  }

  private static Message about(Object id) {
    return TextMessages.delivered("ID:1", 1, Map.of(Deliveries.ABOUT, id));
  }

  static List<Map<String, Object>> almostHalf() {
    return List.of(
        Map.of(PropertyNames.TRANSACTION, TRANSACTION),
        Map.of(PropertyNames.ORDINAL, 0),
        Map.of(PropertyNames.TRANSACTION, TRANSACTION, PropertyNames.ORDINAL, "0"),
        Map.of(PropertyNames.TRANSACTION, 7, PropertyNames.ORDINAL, 0));
  }

  @ParameterizedTest
  @MethodSource("almostHalf")
  void whatOnlyLooksLikeAHalfMessageIsKnownByItsId(Map<String, Object> properties) {
    assertThat(Deliveries.idOf(TextMessages.delivered("ID:1", 1, properties))).isEqualTo("ID:1");
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

  private static Message half(String transaction, int ordinal) {
    return TextMessages.delivered(
        "ID:1", 1, Map.of(PropertyNames.TRANSACTION, transaction, PropertyNames.ORDINAL, ordinal));
  }
}
