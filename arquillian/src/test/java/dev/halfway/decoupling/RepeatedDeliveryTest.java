package dev.halfway.decoupling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One message, delivered more than once: one SMS. */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
class RepeatedDeliveryTest {

  private SmsDelivery delivery;
  private Registrations registrations;
  private SmsCentre centre;

  @BeforeEach
  void lookUp() {
    delivery = InsideServer.bean(SmsDelivery.class);
    registrations = InsideServer.bean(Registrations.class);
    centre = InsideServer.bean(SmsCentre.class);
  }

  @Deployment
  static WebArchive war() {
    return InsideServer.war(RepeatedDeliveryTest.class);
  }

  @Test
  void sendsOneSmsWhenTheSameMessageComesTwice() throws Exception {
    String phone = "+49151" + System.nanoTime() % 100_000_000;
    SmsRequested request = inlineRegistered(phone);
    String message = "ID:" + UUID.randomUUID();

    delivery.deliver(message, request);
    delivery.deliver(message, request);

    assertThat(sentTo(phone)).isEqualTo(2);
  }

  @Test
  void sendsOneSmsWhenTheSameMessageComesEightTimesAtOnce() throws Exception {
    String phone = "+49152" + System.nanoTime() % 100_000_000;
    SmsRequested request = inlineRegistered(phone);
    String message = "ID:" + UUID.randomUUID();
    Callable<Object> deliver =
        () -> {
          delivery.deliver(message, request);
          return message;
        };

    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Object> done : threads.invokeAll(Collections.nCopies(8, deliver))) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(sentTo(phone)).isEqualTo(2);
  }

  /**
   * Its SMS is sent already and no message is on its way, so that each further SMS is this test's.
   */
  private SmsRequested inlineRegistered(String phone) throws Exception {
    return new SmsRequested(registrations.registerInline("user-" + UUID.randomUUID(), phone).id());
  }

  private long sentTo(String phone) {
    return centre.simulator().orElseThrow().receivedBy(phone).size();
  }
}
