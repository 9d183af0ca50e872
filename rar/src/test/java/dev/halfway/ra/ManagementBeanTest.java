package dev.halfway.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMX;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tool finds over JMX. */
class ManagementBeanTest {

  private final Managed managed = new Managed("one");
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private ObjectName name;
  private HalfMessagesMXBean bean;

  @BeforeEach
  void find() throws Exception {
    name = new ObjectName("dev.halfway:type=HalfMessages,node=one");
    bean = JMX.newMXBeanProxy(server, name, HalfMessagesMXBean.class);
  }

  @AfterEach
  void close() {
    managed.close();
  }

  @Test
  void parametersHaveTheirNames() throws Exception {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
      parameters.put(
          operation.getName(),
          Arrays.stream(operation.getSignature()).map(MBeanFeatureInfo::getName).toList());
    }

    assertThat(parameters)
        .isEqualTo(
            Map.of(
                "check", List.of("id"),
                "inDoubt", List.of("limit"),
                "rebind", List.of("reason"),
                "resolve", List.of("id", "verdict", "reason"),
                "resume", List.of("limit", "reason")));
  }

  @Test
  void everythingIsDescribed() throws Exception {
    MBeanInfo info = server.getMBeanInfo(name);

    assertThat(info.getDescription()).contains("half-message adapter");
    assertDescribed(info.getAttributes());
    assertDescribed(info.getOperations());
    for (MBeanOperationInfo operation : info.getOperations()) {
      assertDescribed(operation.getSignature());
    }
  }

  /** Without a description of its own, the JDK repeats the name. */
  private static void assertDescribed(MBeanFeatureInfo... features) {
    assertThat(features)
        .isNotEmpty()
        .allSatisfy(
            one -> assertThat(one.getDescription()).as(one.getName()).contains(" ").isNotBlank())
        .allSatisfy(one -> assertThat(one.getDescription()).isNotEqualTo(one.getName()));
  }

  @Test
  void wrongParametersAreNamed() {
    assertThatThrownBy(() -> bean.resolve("7-x.0", "PERHAPS", "because"))
        .hasStackTraceContaining("verdict: COMMIT or ROLLBACK, not 'PERHAPS'");
    assertThatThrownBy(() -> bean.resolve("7-x.0", "UNKNOWN", "because"))
        .hasStackTraceContaining("verdict: COMMIT or ROLLBACK, not 'UNKNOWN'");
    assertThatThrownBy(() -> bean.inDoubt(0)).hasStackTraceContaining("limit: at least 1, not 0");
    assertThatThrownBy(() -> bean.resume(-1, "because"))
        .hasStackTraceContaining("limit: at least 1, not -1");
    assertThat(managed.asked).isEmpty();
  }
}
