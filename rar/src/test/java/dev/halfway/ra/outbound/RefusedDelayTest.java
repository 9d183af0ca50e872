package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the broker's client cannot delay messages, who sends a delayed one is told so. */
@ExtendWith(Outbound.class)
class RefusedDelayTest {

  private final TestServer server;

  RefusedDelayTest(TestServer server) {
    this.server = server;
  }

  /** As ActiveMQ Classic does, whatever the delay is. */
  @BeforeEach
  void neverDelay() {
    server.provider.fail("MessageProducer.setDeliveryDelay", new UnsupportedOperationException());
  }

  @ParameterizedTest(name = "with a marker: {0}")
  @ValueSource(booleans = {true, false})
  void isRefusedWhenItIsSentAndTheTransactionGoesOn(boolean marker) throws Exception {
    ConnectionFactory factory =
        server.factory(marker ? server.configuration() : server.checked(), server.pool(3));

    server.inTransaction(
        () -> {
          server.send(factory, "before");
          assertRefused(factory);
          server.send(factory, "after");
        });

    assertThat(server.half()).isEqualTo(2);
    assertThat(server.delivered()).isZero();
  }

  @Test
  void isRefusedOutsideATransactionToo() {
    assertRefused(server.factory);

    assertThat(server.delivered()).isZero();
  }

  private void assertRefused(ConnectionFactory factory) {
    try (JMSContext context = factory.createContext()) {
      assertThatThrownBy(
              () ->
                  context
                      .createProducer()
                      .setDeliveryDelay(1_000)
                      .send(context.createQueue(server.orders), "delayed"))
          .isInstanceOf(JMSRuntimeException.class)
          .hasMessageContaining("deliveryDelay: the broker's client cannot delay messages");
    }
  }
}
