package dev.halfway.ra.portability;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An Artemis with the {@code broker.xml} that the manual names. */
abstract class Artemis extends BrokerProcess {

  private final ActiveMQConnectionFactory connections =
      new ActiveMQConnectionFactory(
          "tcp://127.0.0.1:" + port() + "?reconnectAttempts=0&callTimeout=3000");

  @Override
  public final ActiveMQConnectionFactory connections() {
    return connections;
  }

  @Override
  public final String expired() {
    return "halfway.expired";
  }

  @Override
  final boolean makesQueues() {
    return false;
  }

  @Override
  final void make(String name, boolean topic) {
    try (ClientSessionFactory sessions = connections.getServerLocator().createSessionFactory();
        ClientSession session =
            sessions.createSession(USER, PASSWORD, false, true, true, false, 0)) {
      if (topic) {
        if (!session.addressQuery(SimpleString.of(name)).isExists()) {
          session.createAddress(SimpleString.of(name), RoutingType.MULTICAST, false);
        }
      } else if (!session.queueQuery(SimpleString.of(name)).isExists()) {
        session.createQueue(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
