package dev.halfway.ra.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A Java process on this machine, over JMX. Whoever may attach to it, its own user, may manage it;
 * it need not have been started in any special way.
 */
final class LocalServer {

  private LocalServer() {}

  @SuppressWarnings("BanJNDI") // The address comes from the process itself.
  static JMXConnector connect(String pid) throws IOException {
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
