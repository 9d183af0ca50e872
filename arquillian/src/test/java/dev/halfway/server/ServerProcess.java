package dev.halfway.server;

import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.disk.SmallDisk;
import dev.halfway.process.CommandLine;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import dev.halfway.process.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jspecify.annotations.Nullable;
import org.wildfly.core.launcher.CommandBuilder;
import org.wildfly.core.launcher.Launcher;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * A server of a test's own: the built server directory with its own configuration, data and ports,
 * to be stopped, killed, made to stand still and started again. Its data stay between starts, in
 * {@code target/<name>}.
 */
public final class ServerProcess implements AppServer {

  /** A test's server starts, is used for seconds and dies: half its work is compiling, checking. */
  private static final List<String> FOR_A_SHORT_LIFE =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:MetaspaceSize=192m",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  /** HTTPS, and two of IIOP. */
  private static final int[] OTHER_PORTS = {8443, 3528, 3529};

  private final Path base;
  private final List<String> settings;
  private final int httpPort = Ports.free();
  private final int managementPort = Ports.free();
  private String configuration = "standalone.xml";
  private @Nullable SmallDisk disk;
  private int portOffset;
  private List<String> economies = FOR_A_SHORT_LIFE;
  private List<String> javaOptions = List.of();
  private long consoleBefore;
  private @Nullable Program program;

  private ServerProcess(Path base, List<String> settings) {
    this.base = base;
    this.settings = settings;
  }

  /**
   * A server that was never started, with no data.
   *
   * @param settings system properties, as in {@code halfway.redelivery.delay}
   */
  public static ServerProcess fresh(String name, Map<String, String> settings) {
    Path base = Path.of(name).toAbsolutePath();
    Folders.delete(base);
    Folders.copy(home().resolve("standalone/configuration"), base.resolve("configuration"));
    List<String> options = new ArrayList<>();
    // What it logs would be events, and half messages: tests count those of their own.
    options.add("-Dhalfway.hub.log=OFF");
    // Nobody attacks its table; at the usual cost a virtual machine for a short life takes seconds.
    options.add("-Dhalfway.accounts.iterations=4096");
    settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
    return new ServerProcess(base, options);
  }

  /**
   * With another of the configurations that the build makes, from the next start on; {@code
   * standalone-remote.xml} for a broker outside the server.
   */
  public ServerProcess configuration(String file) {
    configuration = file;
    return this;
  }

  /**
   * With all ports moved to where nobody listens that a configuration of WildFly's own opens beside
   * HTTP and management.
   */
  public ServerProcess movingOtherPorts() {
    portOffset = Ports.freeOffset(OTHER_PORTS);
    return this;
  }

  /** With its data on a disk of its own, from the first start on. */
  public ServerProcess dataOnDiskOf(int megabytes) {
    disk = SmallDisk.at(base.resolve("data"), megabytes);
    return this;
  }

  /** With the virtual machine as users have it, from the next start on: to be measured. */
  public ServerProcess asUsersDo() {
    economies = List.of();
    return this;
  }

  /** With further options of the Java virtual machine, from the next start on; none by default. */
  public ServerProcess javaOptions(List<String> options) {
    javaOptions = List.copyOf(options);
    return this;
  }

  /**
   * With one more jar in the EAR's lib folder, from the next start on, as a deployer adds one: the
   * EAR is a copy of its own.
   */
  public ServerProcess with(JavaArchive library) {
    EnterpriseArchive ear =
        ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, home().resolve("deployments/halfway.ear").toFile())
            .addAsLibrary(library);
    ear.as(ZipExporter.class).exportTo(base.resolve("halfway.ear").toFile(), true);
    Path file = base.resolve("configuration").resolve(configuration);
    try {
      String xml = Files.readString(file);
      String own =
          xml.replaceFirst(
              "<fs-archive path=\"deployments/halfway.ear\" relative-to=\"jboss.home.dir\"/>",
              "<fs-archive path=\"" + base.resolve("halfway.ear") + "\"/>");
      if (own.equals(xml)) {
        throw new IllegalStateException("the EAR is not where it was in " + file);
      }
      Files.writeString(file, own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  @Override
  public ServerProcess start() {
    launch();
    awaitReady();
    return this;
  }

  /** Starts it and waits for nothing, where it cannot become ready yet. */
  public ServerProcess launch() {
    StandaloneCommandBuilder command =
        StandaloneCommandBuilder.of(home())
            .setBaseDirectory(base)
            .setServerConfiguration(configuration)
            .addJavaOptions(settings)
            .addJavaOptions(economies)
            .addJavaOptions(javaOptions)
            .addJavaOptions(disk == null ? List.of() : disk.javaOptions())
            .addJavaOptions(
                "-Xmx512m",
                "-Djboss.socket.binding.port-offset=" + portOffset,
                "-Djboss.http.port=" + (httpPort - portOffset),
                "-Djboss.management.http.port=" + (managementPort - portOffset));
    File console = base.resolve("console.log").toFile();
    consoleBefore = console.length();
    try {
      program =
          new Program(
              Launcher.of(onItsDisk(command))
                  .setRedirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(console))
                  .launch());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private CommandBuilder onItsDisk(CommandBuilder command) {
    SmallDisk own = disk;
    return own == null ? command : own.using(command);
  }

  /** Waits until it is ready: health says so. */
  public void awaitReady() {
    await("server in " + base)
        .atMost(PATIENCE)
        // Each question is a line in the server's log while the answer is no.
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !running().isAlive() || isReady());
    if (!running().isAlive()) {
      throw new AssertionError("the server ended while it started:\n" + console());
    }
  }

  /** Whether health says that it is ready; not when it does not answer. */
  public boolean isReady() {
    try {
      return management().get("health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Stops it in order, and waits. */
  public void stop() {
    running().stop();
  }

  @Override
  public void kill() {
    running().kill();
  }

  /** Makes it stand still, as a long pause of a virtual machine does: connections stay open. */
  public void pause() {
    running().pause();
  }

  /** Lets it go on. */
  public void resume() {
    running().resume();
  }

  /**
   * Deploys an archive beside the EAR, in place of one of the same name. The server must be ready;
   * the archive is deployed again at each start.
   */
  public void deploy(Archive<?> archive) {
    new ManagementPort(managementPort).deploy(archive);
  }

  /** Whether it has a broker of its own. It must be ready. */
  public boolean hasBroker() {
    return new ManagementPort(managementPort).hasBroker();
  }

  /** Takes the exception sorter from its datasource, from the next start on. It must be ready. */
  public void forgetExceptionSorter() {
    new ManagementPort(managementPort).undefine("Halfway", "exception-sorter-class-name");
  }

  /** Adds a queue to its own broker, for good, unless it is there. It must be ready. */
  public void addQueue(String name) {
    new ManagementPort(managementPort).addQueue(name);
  }

  /** Takes a queue, and what is in it, from its own broker. It must be ready. */
  public void removeQueue(String name) {
    new ManagementPort(managementPort).removeQueue(name);
  }

  /**
   * How many messages have come into a queue of its own broker since the start, whatever became of
   * them. It must be ready.
   */
  public long messagesAdded(String queue) {
    return new ManagementPort(managementPort).messagesAdded(queue);
  }

  /**
   * Has its own broker refuse messages to a queue while that holds more than so much. It must be
   * ready.
   */
  public void refuseBeyond(String queue, long bytes) {
    new ManagementPort(managementPort).refuseBeyond(queue, bytes);
  }

  /** Takes all messages out of a queue of its own broker. It must be ready. */
  public void empty(String queue) {
    new ManagementPort(managementPort).empty(queue);
  }

  /**
   * Runs commands as an operator does, with the server's command line, in {@link #base}. The server
   * must answer.
   *
   * @return what the commands have printed
   */
  public String cli(String commands) {
    return cli(base, commands);
  }

  /** The same, in another folder. */
  public String cli(Path folder, String commands) {
    return new CommandLine(home(), folder, managementPort).run(commands);
  }

  @Override
  public int awaitEnd() {
    return running().awaitEnd();
  }

  @Override
  public boolean isAlive() {
    return program != null && program.isAlive();
  }

  /** Its process id; it must have been started. */
  public long pid() {
    return running().pid();
  }

  /** Kilobytes of its heap that are in use after a collection. It must be ready. */
  public long kilobytesInUse() {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new AssertionError("no figure of the heap");
    }
    return Long.parseLong(used.group(1));
  }

  private String jcmd(String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), String.valueOf(pid()), command)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where its configuration, data and logs are. */
  public Path base() {
    return base;
  }

  /** Where its data are, as others see them. */
  public Path data() {
    return disk == null ? base.resolve("data") : disk.folder();
  }

  /** The disk that its data have for themselves. */
  public SmallDisk disk() {
    if (disk == null) {
      throw new IllegalStateException("its data have no disk of their own");
    }
    return disk;
  }

  @Override
  public Client client() {
    return Client.of(URI.create("http://127.0.0.1:" + httpPort + "/"));
  }

  /** Its API, as the operator. */
  public Client operator() {
    return client().as("operator", ManagedServer.password(data()));
  }

  /** Its management interface. */
  public Client management() {
    return Client.of(URI.create("http://127.0.0.1:" + managementPort + "/"));
  }

  /** Where its management interface listens, on the loopback address. */
  public int managementPort() {
    return managementPort;
  }

  /** What it has printed, over all its starts. */
  public String console() {
    return new String(consoleBytes(), StandardCharsets.UTF_8);
  }

  /** Waits until it has printed this since its last start. */
  public void awaitConsole(String text) {
    await("console says: " + text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> consoleSinceStart().contains(text));
  }

  private String consoleSinceStart() {
    byte[] all = consoleBytes();
    int before = (int) consoleBefore;
    return new String(all, before, all.length - before, StandardCharsets.UTF_8);
  }

  private byte[] consoleBytes() {
    try {
      return Files.readAllBytes(base.resolve("console.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (isAlive()) {
      stop();
    }
    if (disk != null) {
      disk.close();
    }
  }

  private Program running() {
    if (program == null) {
      throw new IllegalStateException("not started");
    }
    return program;
  }

  /** Where the server is that all of them are made from. */
  public static Path home() {
    return Path.of(System.getenv("JBOSS_HOME")).toAbsolutePath().normalize();
  }
}
