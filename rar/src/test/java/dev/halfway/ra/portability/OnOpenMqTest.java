package dev.halfway.ra.portability;

/** OpenMQ, the broker of GlassFish and Payara, outside the server. */
class OnOpenMqTest extends BrokerAcceptanceTest {

  OnOpenMqTest() {
    super(new OpenMq());
  }
}
