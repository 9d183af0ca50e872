package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.server.OnManagedServer;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;

/** What a console finds over JMX in the running product. */
@OnManagedServer
class HalfMessagesOverJmxTest {

  private static final int PORT = Integer.getInteger("test.management.port");

  private final AdapterBean bean = new AdapterBean(PORT, "halfway");

  @Test
  @SuppressWarnings("BanJNDI") // The server is ours.
  void allFiguresAndActionsAreThere() throws Exception {
    try (JMXConnector connector =
        JMXConnectorFactory.connect(
            new JMXServiceURL("service:jmx:remote+http://127.0.0.1:" + PORT))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      assertThat(server.queryNames(new ObjectName("dev.halfway:*"), null))
          .containsExactly(new ObjectName("dev.halfway:type=HalfMessages,node=halfway"));

      MBeanInfo info =
          server.getMBeanInfo(new ObjectName("dev.halfway:type=HalfMessages,node=halfway"));

      assertThat(names(info.getAttributes()))
          .containsExactlyInAnyOrder(
              "Alarms",
              "Checked",
              "Forwarded",
              "Half",
              "LagMillis",
              "Parked",
              "Pending",
              "Ready",
              "SetAside",
              "Swallowed",
              "TakenOver");
      assertThat(info.getAttributes()).noneMatch(MBeanAttributeInfo::isWritable);
      assertThat(names(info.getOperations()))
          .containsExactlyInAnyOrder("check", "inDoubt", "rebind", "resolve", "resume");
      for (String name : names(info.getAttributes())) {
        assertThat(
                server.getAttribute(
                    new ObjectName("dev.halfway:type=HalfMessages,node=halfway"), name))
            .as(name)
            .isNotNull();
      }
    }
  }

  @Test
  void answersAsTheAdapterDoes() {
    assertThat(bean.isReady()).isTrue();
    assertThat(bean.inDoubt()).hasSizeLessThanOrEqualTo(100);
    assertThat(bean.check("nothing")).isEqualTo("NOT_FOUND");
    assertThat(bean.resolve("nothing", "ROLLBACK")).isEqualTo("NOT_FOUND");
    assertThatThrownBy(() -> bean.resolve("nothing", "PERHAPS")).hasStackTraceContaining("PERHAPS");
  }

  private static List<String> names(MBeanFeatureInfo[] features) {
    return Arrays.stream(features).map(MBeanFeatureInfo::getName).toList();
  }
}
