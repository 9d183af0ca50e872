package dev.halfway.transaction.comparison;

import dev.halfway.broker.BrokerManagement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the figures of a comparison depend on. */
@ApplicationScoped
class ComparisonConditions {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";
  private static final long MEGABYTE = 1 << 20;

  @Inject private Databases databases;
  @Inject private BrokerManagement broker;

  /** All of them, by name. */
  Map<String, String> all() throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("machine", property("os.name") + " " + property("os.arch"));
    settings.put(
        "machine.processors", Runtime.getRuntime().availableProcessors() + " " + processor());
    settings.put("java", property("java.vm.name") + " " + property("java.runtime.version"));
    settings.put("java.heap", Runtime.getRuntime().maxMemory() / MEGABYTE + " MB");
    settings.putAll(databases.settings());
    for (String attribute :
        new String[] {
          "version",
          "journalType",
          "journalSyncTransactional",
          "journalSyncNonTransactional",
          "journalBufferTimeout"
        }) {
      settings.put("broker." + attribute, text(broker.attribute("broker", attribute)));
    }
    settings.put("transactions.store", transactionStore());
    return settings;
  }

  private static String property(String name) {
    return String.valueOf(System.getProperty(name));
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("");
    } catch (IOException e) {
      return ""; // Not every system tells.
    }
  }

  private static String transactionStore() {
    try {
      Object journal =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("jboss.as:subsystem=transactions"), "useJournalStore");
      return Boolean.TRUE.equals(journal) ? "journal" : "files";
    } catch (JMException e) {
      return "not known";
    }
  }
}
