package dev.halfway.ra.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * {@code java -jar halfway-rar-….jar <pid> [node=<name>] [<operation> <parameter>=<value> …]}. Ends
 * with 0 when it was done, 1 when it was not, and 2 when it makes no sense; with the reason.
 */
public final class Main {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private static final String USAGE =
      """
      java -jar <this jar> <pid> [node=<name>] [<operation> <parameter>=<value> ...]

      pid    of the server, which runs here and as the same user; jps -l lists it
      node   of the adapter, where the server has more than one
      Without an operation: all figures, and the operations that there are.""";

  private final PrintStream out;
  private final PrintStream complaints;

  Main(PrintStream out, PrintStream complaints) {
    this.out = out;
    this.complaints = complaints;
  }

  public static void main(String[] arguments) {
    System.exit(new Main(System.out, System.err).run(arguments));
  }

  int run(String... arguments) {
    if (arguments.length == 0 || !arguments[0].matches("\\d+")) {
      complaints.println(USAGE);
      return MISUSED;
    }
    List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
    try (JMXConnector server = connect(arguments[0])) {
      Console.of(server.getMBeanServerConnection(), words).run(out);
      return DONE;
    } catch (IllegalArgumentException e) {
      complaints.println(e.getMessage());
      return MISUSED;
    } catch (RuntimeMBeanException e) {
      complaints.println(e.getTargetException().getMessage());
      return FAILED;
    } catch (IOException | JMException e) {
      complaints.println(e.getMessage());
      return FAILED;
    }
  }

  /** Whoever may attach to a Java process, its own user, may manage it. */
  @SuppressWarnings("BanJNDI") // The address comes from the process itself.
  private static JMXConnector connect(String pid) throws IOException {
    try {
      VirtualMachine process = VirtualMachine.attach(pid);
      try {
        return JMXConnectorFactory.connect(new JMXServiceURL(process.startLocalManagementAgent()));
      } finally {
        process.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new IOException(
          "process " + pid + " is no Java process that this user may manage: " + e.getMessage(), e);
    }
  }
}
