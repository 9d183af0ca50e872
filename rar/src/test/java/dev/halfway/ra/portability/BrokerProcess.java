package dev.halfway.ra.portability;

import static org.awaitility.Awaitility.await;

import dev.halfway.ra.lab.LabBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a process of its own, on a free port of this machine alone, with its files below
 * {@code target}. It can be killed and started again with what it has kept.
 */
abstract class BrokerProcess implements LabBroker {

  static final String USER = "halfway";
  static final String PASSWORD = "not-the-default";

  private static final Path TARGET = Path.of(System.getProperty("basedir", "."), "target");
  private static final Duration LONG = Duration.ofSeconds(40);

  private final Path folder;
  private final int port = freePort();
  private final Thread whenTheTestsAreKilled = new Thread(this::kill);
  private final Set<String> queues = ConcurrentHashMap.newKeySet();
  private @Nullable Process process;

  BrokerProcess() {
    folder = TARGET.toAbsolutePath().resolve("brokers").resolve(getClass().getSimpleName());
    delete(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(whenTheTestsAreKilled);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a build has made. */
  static Path built(String name) {
    return TARGET.toAbsolutePath().resolve(name);
  }

  /** What the project has. */
  static Path project(String name) {
    return TARGET.toAbsolutePath().resolve("../..").resolve(name).normalize();
  }

  final Path folder() {
    return folder;
  }

  final int port() {
    return port;
  }

  /** What starts it in the foreground. */
  abstract ProcessBuilder command() throws IOException;

  /** Whether it makes a queue because somebody uses it. */
  abstract boolean makesQueues();

  @Override
  public BrokerProcess start() {
    if (process != null && process.isAlive()) {
      return this;
    }
    try {
      process =
          command()
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await()
        .ignoreExceptionsInstanceOf(JMSException.class)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isDead() || answers());
    if (isDead()) {
      throw new IllegalStateException("it has ended: see " + log());
    }
    return this;
  }

  private Path log() {
    return folder.resolve("output.log");
  }

  private boolean isDead() {
    return process == null || !process.isAlive();
  }

  private boolean answers() throws JMSException {
    try (Connection connection = connect()) {
      connection.createSession(false, Session.AUTO_ACKNOWLEDGE).close();
      return true;
    }
  }

  /** Ends it as a crash does: kill -9. */
  final void kill() {
    end(ProcessHandle::destroyForcibly);
  }

  private interface Ending {
    boolean of(ProcessHandle process);
  }

  /** A script may have started the broker proper. */
  private void end(Ending ending) {
    Process ended = process;
    if (ended == null) {
      return;
    }
    List<ProcessHandle> all =
        Stream.concat(ended.descendants(), Stream.of(ended.toHandle())).toList();
    all.forEach(ending::of);
    all.forEach(one -> one.onExit().join());
  }

  /** Ends it for good, and leaves nothing but its log. */
  final void stop() {
    kill();
    Runtime.getRuntime().removeShutdownHook(whenTheTestsAreKilled);
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> !file.equals(log())).forEach(BrokerProcess::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public LabBroker queue(String name) {
    if (queues.add(name) && !makesQueues()) {
      make(name, false);
    }
    return this;
  }

  @Override
  public LabBroker topic(String name) {
    if (!makesQueues()) {
      make(name, true);
    }
    return this;
  }

  /** Makes a queue or a topic, where somebody has to. */
  void make(String name, boolean topic) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public long count(String name) {
    try (Connection connection = connect()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      return count(session, session.createQueue(name));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long count(Session session, Queue queue) throws JMSException {
    try (QueueBrowser browser = session.createBrowser(queue)) {
      Enumeration<?> messages = browser.getEnumeration();
      long count = 0;
      while (messages.hasMoreElements() && messages.nextElement() != null) {
        count++;
      }
      return count;
    }
  }

  private Connection connect() throws JMSException {
    return connections().createConnection(USER, PASSWORD);
  }

  /** Leaves it running and empty for the next test. */
  @Override
  public void close() {
    start();
    queues.add(expired());
    try (Connection connection = connect()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      for (String name : queues) {
        empty(session, session.createQueue(name));
      }
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void empty(Session session, Queue queue) throws JMSException {
    while (count(session, queue) > 0) {
      try (MessageConsumer consumer = session.createConsumer(queue)) {
        while (consumer.receive(200) != null) {
          // One less.
        }
      }
    }
  }
}
