package dev.halfway.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.bus.GameDrawn;
import dev.halfway.smoothing.SaleOrder;
import dev.halfway.transaction.OrderAnnouncement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in messages that a version without the rule has sent. */
class NamesInMessagesTest {

  private static final String ID = "6a3bd5e0-3f2c-4d0e-9d5b-0b9f0c7a1e11";

  @Test
  void anOrderOfTheSaleHasThemInTheirNormalForm() {
    SaleOrder order =
        read(
            SaleOrder.class,
            "{\"id\":\""
                + ID
                + "\",\"item\":\"the\u0301\",\"quantity\":1,\"buyer\":\"Jose\u0301\"}");

    assertThat(order.item()).isEqualTo("th\u00E9");
    assertThat(order.buyer()).isEqualTo("Jos\u00E9");
  }

  @Test
  void aDrawnGameHasItInItsNormalForm() {
    assertThat(read(GameDrawn.class, "{\"game\":\"e\u0301\"}").game()).isEqualTo("\u00E9");
  }

  @Test
  void aPlacedOrderHasThemInTheirNormalForm() {
    OrderAnnouncement order =
        read(
            OrderAnnouncement.class,
            "{\"order\":\""
                + ID
                + "\",\"customer\":\"Jose\u0301\",\"total\":1,\"lines\":"
                + "[{\"item\":\"the\u0301\",\"quantity\":1,\"reserved\":true}]}");

    assertThat(order.customer()).isEqualTo("Jos\u00E9");
    assertThat(order.lines().get(0).item()).isEqualTo("th\u00E9");
  }

  @ParameterizedTest
  @ValueSource(classes = {SaleOrder.class, GameDrawn.class, OrderAnnouncement.class})
  void oneWithoutThemIsNoMessage(Class<? extends Record> payload) {
    assertThatThrownBy(() -> read(payload, "{}")).isInstanceOf(MalformedMessage.class);
  }

  private static <T extends Record> T read(Class<T> payload, String json) {
    return Payload.read(TextMessages.of(Payload.typeOf(payload), json), payload);
  }
}
