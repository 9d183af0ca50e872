package dev.halfway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerStateTest {

  private final Server server = new Server();
  private final ServerState state = new ServerState();
  private final List<String> told = new ArrayList<>();
  private final ServerState.Listener listener =
      new ServerState.Listener() {
        @Override
        public void stopping() {
          told.add("stopping");
        }

        @Override
        public void working() {
          told.add("working");
        }
      };

  @BeforeEach
  void register() throws JMException {
    mbeans().registerMBean(server, Server.name());
  }

  @AfterEach
  void unregister() throws JMException {
    if (mbeans().isRegistered(Server.name())) {
      mbeans().unregisterMBean(Server.name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"suspending", "stopping"})
  void aServerThatSuspendsOrStopsEndsWaits(String ending) {
    state.start();
    state.listen(listener);

    server.become(ending);

    assertThat(told).containsExactly("stopping");
    assertThat(state.isStopping()).isTrue();
  }

  @Test
  void aServerThatHasNotStartedYetIsNoReasonToEndWaits() {
    state.start();
    state.listen(listener);

    server.become("suspended");

    assertThat(told).isEmpty();
    assertThat(state.isStopping()).isFalse();
  }

  @Test
  void aServerThatGoesOnWorksAgain() {
    state.start();
    state.listen(listener);

    server.become("suspending");
    server.become("suspended");
    server.become("normal");

    assertThat(told).containsExactly("stopping", "working");
    assertThat(state.isStopping()).isFalse();
  }

  @Test
  void whoeverListensLateIsToldHowItIs() {
    state.start();
    server.become("normal");
    state.listen(listener);
    server.become("stopping");
    state.listen(listener);

    assertThat(told).containsExactly("working", "stopping", "stopping");
  }

  @Test
  void theEndOfTheApplicationEndsWaitsToo() {
    state.start();
    state.listen(listener);

    state.stop();
    server.become("normal");

    assertThat(told).containsExactly("stopping");
  }

  @Test
  void aServerThatDoesNotTellIsTakenToWork() throws JMException {
    unregister();
    state.start();

    state.listen(listener);
    state.stop();

    assertThat(told).containsExactly("working", "stopping");
  }

  private static MBeanServer mbeans() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  /** As WildFly has it. */
  public interface ServerMBean {
    String getRunningState();
  }

  /** A server that tells of its state. */
  public static final class Server extends NotificationBroadcasterSupport implements ServerMBean {

    private String running = "starting";

    static ObjectName name() throws JMException {
      return new ObjectName("jboss.root:type=state");
    }

    @Override
    public String getRunningState() {
      return running;
    }

    void become(String now) {
      String before = running;
      running = now;
      sendNotification(
          new AttributeChangeNotification(
              this, 0, 0, now, "RunningState", "java.lang.String", before, now));
    }
  }
}
