package dev.halfway.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.JMSException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

  /** As most messages are. */
  public record Ordered(UUID order) {}

  /** The same, a version later. */
  @Version(2)
  public record Shipped(UUID order) {}

  /** What a reader may meet. */
  public record Everything(
      UUID id,
      String text,
      @Nullable String absent,
      int whole,
      long large,
      double fraction,
      BigDecimal exact,
      boolean flag,
      Size size,
      Instant at,
      Line first,
      List<Line> lines,
      Map<String, Line> named) {}

  /** Stands inside another. */
  public record Line(UUID item, int count) {}

  /** One of a few. */
  public enum Size {
    SMALL,
    LARGE
  }

  private static final UUID ID = UUID.fromString("6a3bd5e0-3f2c-4d0e-9d5b-0b9f0c7a1e11");
  private static final Line LINE = new Line(ID, 3);
  private static final Everything EVERYTHING =
      new Everything(
          ID,
          "\"ß\\\u0000\u2028😀\n",
          null,
          Integer.MIN_VALUE,
          Long.MAX_VALUE,
          0.1,
          new BigDecimal("12345678901234567890.123456789"),
          true,
          Size.LARGE,
          Instant.parse("2026-11-22T10:15:30.123456Z"),
          LINE,
          List.of(LINE, new Line(new UUID(0, 0), 0)),
          Map.of("a", LINE));

  static List<Record> payloads() {
    return List.of(new Ordered(ID), new Shipped(ID), EVERYTHING);
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void whatWasWrittenIsRead(Record payload) {
    assertThat(
            Payload.read(
                TextMessages.of(Payload.typeOf(payload.getClass()), Payload.write(payload)),
                payload.getClass()))
        .isEqualTo(payload);
  }

  @Test
  void theTextIsJson() {
    assertThat(Payload.write(new Ordered(ID))).isEqualTo("{\"order\":\"" + ID + "\"}");
  }

  @Test
  void theTypeIsNameAndVersionWhichIs1WhereNoneIsSaid() {
    assertThat(Payload.typeOf(Ordered.class)).isEqualTo("Ordered/1");
    assertThat(Payload.typeOf(Shipped.class)).isEqualTo("Shipped/2");
  }

  /** Messages that are on their way while the product is upgraded are called so. */
  @ParameterizedTest
  @CsvSource({
    "dev.halfway.broadcast.DispatchPosted, DispatchPosted/1",
    "dev.halfway.broadcast.EntryChanged, EntryChanged/1",
    "dev.halfway.bus.GameDrawn, GameDrawn/1",
    "dev.halfway.bus.OrderChanged, OrderChanged/1",
    "dev.halfway.bus.OrderPlaced, OrderPlaced/1",
    "dev.halfway.bus.PrizeCalculated, PrizeCalculated/1",
    "dev.halfway.bus.TicketIssued, TicketIssued/1",
    "dev.halfway.bus.TicketRefused, TicketRefused/1",
    "dev.halfway.decoupling.SmsRequested, SmsRequested/1",
    "dev.halfway.delay.TimerDue, TimerDue/1",
    "dev.halfway.smoothing.SaleOrder, SaleOrder/1",
    "dev.halfway.transaction.OrderAnnouncement, OrderPlaced/1",
  })
  void theTypesOfTheProductsMessagesStay(Class<? extends Record> payload, String type) {
    assertThat(Payload.typeOf(payload)).isEqualTo(type);
  }

  @Test
  void aFieldThatTheReaderDoesNotKnowIsNoReasonToRefuse() {
    assertThat(read("{\"order\":\"" + ID + "\",\"colour\":\"red\"}")).isEqualTo(new Ordered(ID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shipped/2", "Ordered/2", "Ordered", "ordered/1", "Ordered/1 ", ""})
  void aMessageOfAnotherTypeOrVersionIsRefused(String type) {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> Payload.read(TextMessages.of(type, "{\"order\":null}"), Ordered.class))
        .withMessage("message type is " + type + ", expected Ordered/1");
  }

  @Test
  void aMessageWithoutATypeIsRefused() {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> Payload.read(TextMessages.of(null, "{}"), Ordered.class))
        .withMessage("message type is null, expected Ordered/1");
  }

  @Test
  void aMessageThatIsNoTextIsRefused() {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> Payload.read(TextMessages.withoutText("Ordered/1"), Ordered.class))
        .withMessage("message has no text");
  }

  @Test
  void aTextMessageWithoutItsTextIsRefused() {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> Payload.read(TextMessages.of("Ordered/1", null), Ordered.class))
        .withMessage("message has no text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"order\":",
        "{\"order\":\"6a3bd5e0\"}",
        "{\"order\":\"no UUID\"}",
        "{\"order\":{\"a\":1}}",
        "{order:1}",
        "[]",
        "[1,2]",
        "\"text\"",
        "null",
        "7",
        "<xml/>",
      })
  void whatIsNotTheJsonOfTheRecordIsRefused(String text) {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> read(text))
        .withMessage("message is not the JSON of Ordered");
  }

  @Test
  void aMessageThatCannotBeReadIsRefusedWithTheBrokersReason() {
    JMSException failure = new JMSException("body lost");
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> Payload.read(TextMessages.failing(failure), Ordered.class))
        .withMessage("message cannot be read")
        .withCause(failure);
  }

  private static Ordered read(String text) {
    return Payload.read(TextMessages.of("Ordered/1", text), Ordered.class);
  }
}
