package dev.halfway.ra.portability;

import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.Naming;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;

/** The Artemis that one would install today. */
class OnNewestArtemisTest extends BrokerAcceptanceTest {

  OnNewestArtemisTest() {
    super(new NewestArtemis());
  }

  @Override
  void configure(EngineLab configured) {
    configured.managementQueue = "jms/management";
    Naming.bind("jms/management", new ActiveMQQueue("activemq.management"));
  }
}
