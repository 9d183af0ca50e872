package dev.halfway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.server.ServerProcess;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The product with a broker outside the server that takes connections by TLS only. */
class BrokerTlsTest {

  private RemoteArtemis broker;

  @BeforeEach
  void startBroker() {
    broker = RemoteArtemis.withTls("tls-broker", TlsFiles.of("tls-files", "ip:127.0.0.1")).start();
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void connectsToTheBrokerThatItTrustsAndToNoOther() {
    Map<String, String> mistrusting = new HashMap<>(broker.settings());
    mistrusting.putAll(TlsFiles.of("other-tls-files", "ip:127.0.0.1").ofServer());
    try (ServerProcess server = server("on-other-broker", mistrusting).launch()) {
      server.awaitConsole("WFLYSRV0025");
      assertThat(server.isReady()).isFalse();
      assertThat(server.console()).contains("ValidatorException: PKIX path");
    }

    try (ServerProcess server = server("on-tls-broker", broker.settings()).start()) {
      assertThat(server.client().get("api/queues").text()).contains("halfway.decoupling.sms");
      assertThat(server.console())
          .doesNotContain(broker.settings().get("halfway.broker.password"))
          .doesNotContain(broker.settings().get("halfway.broker.trust-store-password"));
    }
  }

  private static ServerProcess server(String name, Map<String, String> settings) {
    return ServerProcess.fresh(name, settings).configuration("standalone-remote.xml");
  }
}
