package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.process.Folders;
import dev.halfway.tag.Thorough;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The manual's commands bring the adapter to a WildFly from any folder, once however often they are
 * run, and take it away again without a trace.
 */
@Thorough
class AdapterComesAndGoesTest {

  private static StandaloneAdapter adapter;

  @BeforeAll
  static void start() {
    adapter = StandaloneAdapter.without("adapter-comes-and-goes");
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @Test
  void comesOnceAndGoesWithoutATrace() {
    Path elsewhere = Folders.empty(adapter.server().base().resolve("elsewhere"));
    String before = adapter.configuration();

    adapter.writeScript();
    adapter.runScript(elsewhere);
    adapter.awaitReady();
    String with = adapter.configuration();
    assertThat(with).contains("<resource-adapter id=\"halfway\">");

    adapter.runScript(elsewhere);
    adapter.awaitReady();
    assertThat(adapter.configuration()).isEqualTo(with);

    remove(elsewhere);
    assertThat(adapter.configuration()).isEqualTo(before);
    assertThat(adapter.server().base().resolve("data/content")).isEmptyDirectory();
    remove(elsewhere);
    assertThat(adapter.configuration()).isEqualTo(before);

    // Its tables are still there, and the broker has forgotten them.
    adapter.writeScript();
    adapter.runScript(elsewhere);
    adapter.server().awaitConsole("the broker does not know marker store 'halfway'");
    adapter.operate("WildFly's command line does not reach JMX");
    assertThat(adapter.operate("This is for [rebinding]")).isEqualToIgnoringNewLines("done");
    adapter.awaitReady();
    assertThat(adapter.configuration()).isEqualTo(with);
    remove(elsewhere);
  }

  private static void remove(Path folder) {
    adapter.remove(folder);
    adapter.server().awaitReady();
  }

  /** As where something of the same name is there already. */
  @Test
  void nothingIsLeftOfARunThatFails() {
    String queue = "/subsystem=messaging-activemq/server=default/jms-queue=halfway.half.control";
    adapter.server().cli(queue + ":add(entries=[java:/jms/other])");
    String before = adapter.configuration();

    adapter.writeScript();
    assertThatThrownBy(() -> adapter.runScript(adapter.server().base()))
        .hasMessageContaining("halfway.half.control");

    assertThat(adapter.configuration()).isEqualTo(before);
    adapter.server().cli(queue + ":remove");
  }
}
