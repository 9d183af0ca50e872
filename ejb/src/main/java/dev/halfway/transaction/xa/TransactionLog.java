package dev.halfway.transaction.xa;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The transaction manager's log, by the server's management model: a transaction that stands in it
 * was decided to commit.
 */
@ApplicationScoped
class TransactionLog {

  private static final String STORE = "jboss.as:subsystem=transactions,log-store=log-store";

  /** The transactions in it, and for how many seconds they have been. */
  Map<String, Long> decided() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    // It shows what it saw when it looked last.
    server.invoke(new ObjectName(STORE), "probe", new Object[0], new String[0]);
    Map<String, Long> decided = new HashMap<>();
    for (ObjectName one : server.queryNames(new ObjectName(STORE + ",transactions=*"), null)) {
      decided.put(
          String.valueOf(server.getAttribute(one, "id")),
          Long.parseLong(String.valueOf(server.getAttribute(one, "ageInSeconds"))));
    }
    return decided;
  }
}
