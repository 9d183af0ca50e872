package dev.halfway.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.Works;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that makes messages dead letters by itself is not used. */
class RedeliveryLimitTest {

  /** A factory that says what ActiveMQ Classic's says. */
  public static final class Limited implements ConnectionFactory {

    private final int most;

    Limited(int most) {
      this.most = most;
    }

    /** What the factory says. */
    public static final class Policy {

      private final int most;

      Policy(int most) {
        this.most = most;
      }

      public int getMaximumRedeliveries() {
        return most;
      }
    }

    public Policy getRedeliveryPolicy() {
      return new Policy(most);
    }

    @Override
    public Connection createConnection() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Connection createConnection(String user, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JMSContext createContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public JMSContext createContext(String user, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JMSContext createContext(String user, String password, int mode) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JMSContext createContext(int mode) {
      throw new UnsupportedOperationException();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void aLimitIsAnObjection(int most) {
    Naming.bind("jms/limited", new Limited(most));
    try (Works works = new Works()) {
      BrokerConnector broker = BrokerLab.connector("jms/limited", BrokerLab.watchdog(works));

      assertThatThrownBy(broker::connect)
          .isInstanceOf(BrokerConnector.Unusable.class)
          .hasMessage(
              "connectionFactory: jms/limited: its client redelivers a message %d times, then half"
                      .formatted(most)
                  + " messages become dead letters; set redeliveryPolicy.maximumRedeliveries to -1");
    }
    Naming.unbind("jms/limited");
  }

  @Test
  void noLimitIsNone() {
    assertThat(RedeliveryLimit.objection(new Limited(-1))).isNull();
  }

  @Test
  void whoeverDoesNotSayHasNone() {
    assertThat(RedeliveryLimit.objection(new ActiveMQConnectionFactory("vm://1"))).isNull();
  }
}
