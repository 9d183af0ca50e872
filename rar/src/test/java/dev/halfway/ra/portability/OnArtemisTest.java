package dev.halfway.ra.portability;

import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.Naming;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;

/** The Artemis of WildFly, outside the server. */
class OnArtemisTest extends BrokerAcceptanceTest {

  OnArtemisTest() {
    super(new ArtemisOfTheTests());
  }

  @Override
  void configure(EngineLab configured) {
    configured.managementQueue = "jms/management";
    Naming.bind("jms/management", new ActiveMQQueue("activemq.management"));
  }
}
