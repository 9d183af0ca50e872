package dev.halfway.fault.inside;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Called by Byteman's rules when a thread has come to a fault point: tells the test, does what the
 * test answers, and waits as long as the test does not answer. Where the test is gone, nothing
 * happens. Not final, because Byteman derives from it.
 */
public class Reached {

  /** The test's port. */
  public static final String PORT = "halfway.fault-points.port";

  /** Answer: go on. */
  public static final int GO = 'G';

  /** Answer: end the process at once. */
  public static final int HALT = 'H';

  /** Answer: throw the point's exception. */
  public static final int FAIL = 'F';

  private static final int KILLED = 137;

  /** Made by Byteman, once for each rule. */
  public Reached() {}

  /** Whether the thread must fail now. */
  public boolean fails(String point) {
    return ask(point) == FAIL;
  }

  private static int ask(String point) {
    try (Socket test = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(PORT));
        DataOutputStream out = new DataOutputStream(test.getOutputStream());
        DataInputStream in = new DataInputStream(test.getInputStream())) {
      out.writeUTF(point);
      out.writeUTF(Thread.currentThread().getName());
      out.flush();
      int answer = in.read();
      if (answer == HALT) {
        // No shutdown hook runs, nothing is flushed: to everybody else the same as kill -9. Before
        // the connection ends, for until then the test lets nobody else pass.
        Runtime.getRuntime().halt(KILLED);
      }
      return answer;
    } catch (IOException e) {
      return GO;
    }
  }
}
