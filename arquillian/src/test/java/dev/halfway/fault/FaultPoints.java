package dev.halfway.fault;

import dev.halfway.fault.inside.Reached;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.byteman.agent.Main;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/**
 * Points inside the code of a server, a process of its own, at which the test can make it wait,
 * fail or die. They are put in by Byteman as a Java agent while the server loads its classes, its
 * own and those of deployments alike. Whenever a thread comes to one, the server asks the test over
 * a socket what shall happen: so what happens is decided while the server runs, and a point that
 * nothing was decided for costs a round trip and does nothing.
 *
 * <p>Name all points with {@link #at} before {@link #javaOptions}. Close them before the server
 * stops in order, so that nothing in it waits; from then on they do nothing. Threads that waited
 * when the server was killed are gone; after its next start every point lets pass until told
 * otherwise. A class or method that does not exist is silently no point: assert {@link
 * FaultPoint#hits}, and see the console, where Byteman tells what it does.
 */
public final class FaultPoints implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Path folder;
  private final ServerSocket listening;
  private final Map<String, FaultPoint> points = new ConcurrentHashMap<>();

  private FaultPoints(Path folder, ServerSocket listening) {
    this.folder = folder;
    this.listening = listening;
  }

  /**
   * None yet.
   *
   * @param name of a folder for the rules below {@code target}
   */
  public static FaultPoints named(String name) {
    try {
      Path folder = Files.createDirectories(Path.of(name).toAbsolutePath());
      // Closed by close().
      @SuppressWarnings("resource")
      ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
      FaultPoints points = new FaultPoints(folder, listening);
      Thread thread = new Thread(points::listen, "fault points");
      thread.setDaemon(true);
      thread.start();
      return points;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A point in all methods of this name in a class; it throws an {@link IllegalStateException}. */
  public FaultPoint at(String className, String method, Where where) {
    return at(className, method, where, IllegalStateException.class.getName());
  }

  /**
   * A point in all methods of this name in a class.
   *
   * @param exception what it throws when it shall: a class with a constructor for a message that
   *     the methods may throw, as the server's class itself would find it
   */
  public FaultPoint at(String className, String method, Where where, String exception) {
    FaultPoint point = new FaultPoint(className, method, where, exception);
    points.put(point.name(), point);
    return point;
  }

  /** What makes a server have these points. */
  public List<String> javaOptions() {
    Path helper = folder.resolve("inside.jar");
    ShrinkWrap.create(JavaArchive.class)
        .addClass(Reached.class)
        .as(ZipExporter.class)
        .exportTo(helper.toFile(), true);
    Path script = folder.resolve("rules.btm");
    try {
      Files.writeString(
          script, points.values().stream().map(FaultPoint::rule).collect(Collectors.joining("\n")));
      Path byteman =
          Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return List.of(
          "-javaagent:%1$s=boot:%1$s,boot:%2$s,script:%3$s".formatted(byteman, helper, script),
          // A rule that does not fit is told on the console only so.
          "-Dorg.jboss.byteman.verbose=true",
          "-D" + Reached.PORT + "=" + listening.getLocalPort(),
          // Every module of the server finds them where the agent has put them.
          "-Djboss.modules.system.pkgs=org.jboss.byteman," + Reached.class.getPackageName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets all go on that wait. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    points.values().forEach(FaultPoint::release);
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        answer(listening.accept());
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void answer(Socket server) throws IOException {
    FaultPoint point;
    String thread;
    try {
      DataInputStream reached = new DataInputStream(server.getInputStream());
      point = points.get(reached.readUTF());
      thread = reached.readUTF();
    } catch (IOException e) {
      // The server has died meanwhile: nobody waits for an answer.
      point = null;
      thread = "";
    }
    if (point == null) {
      server.close();
    } else {
      Socket dying = point.reached(server, thread);
      if (dying != null) {
        awaitEnd(dying);
      }
    }
  }

  /** Other threads of the process get no further meanwhile: nobody answers them. */
  private static void awaitEnd(Socket dying) {
    try (dying) {
      dying.setSoTimeout(PATIENCE_MILLIS);
      while (dying.getInputStream().read() >= 0) {
        // Nothing more comes of it.
      }
    } catch (IOException e) {
      // That is an end too.
    }
  }
}
