package dev.halfway.hub.real;

import dev.halfway.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** A system that is a Java program, from the class path that the build of its module has left. */
final class JavaProcess {

  /** What programs that reach into the JDK want of it (the scripts of Hadoop, HBase and Spark). */
  private static final List<String> OPENED =
      Stream.of(
              "java.base/java.io",
              "java.base/java.lang",
              "java.base/java.lang.invoke",
              "java.base/java.lang.reflect",
              "java.base/java.net",
              "java.base/java.nio",
              "java.base/java.util",
              "java.base/java.util.concurrent",
              "java.base/java.util.concurrent.atomic",
              "java.base/jdk.internal.ref",
              "java.base/sun.nio.ch",
              "java.base/sun.nio.cs",
              "java.base/sun.security.action",
              "java.base/sun.util.calendar")
          .map(name -> "--add-opens=" + name + "=ALL-UNNAMED")
          .toList();

  /**
   * The one that all of them run on: HBase 2.6 and OpenSearch 2.19 use what later ones have not.
   */
  private static final int JDK = 17;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String module;
  private final Path folder;
  private @Nullable Program program;

  /**
   * One that was not started.
   *
   * @param module below {@code systems}
   * @param folder where it works, and the first of its class path
   */
  JavaProcess(String module, Path folder) {
    assumeRightJdk(module);
    this.module = module;
    this.folder = folder;
  }

  /** Skips the test where it cannot be run, and says so where it is seen. */
  private static void assumeRightJdk(String module) {
    int jdk = Runtime.version().feature();
    if (jdk != JDK) {
      String why = "SKIPPED: %s is tested on JDK %d, and this is %d".formatted(module, JDK, jdk);
      System.err.println(why);
      throw new TestAbortedException(why);
    }
  }

  /** Starts it. */
  void start(String... command) {
    try {
      program =
          new Program(
              builder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(
                      ProcessBuilder.Redirect.appendTo(folder.resolve("console.log").toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the build of its module has left. */
  Path target() {
    return Path.of(System.getProperty("basedir"), "systems", module, "target");
  }

  private ProcessBuilder builder(String... command) throws IOException {
    Path target = target();
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(OPENED);
    all.add("-Xmx768m");
    all.add("-Djava.io.tmpdir=" + folder);
    all.add("-cp");
    all.add(
        String.join(
            ":",
            folder.toString(),
            target.resolve("classes").toString(),
            Files.readString(target.resolve("classpath"))));
    all.addAll(List.of(command));
    return new ProcessBuilder(all).directory(folder.toFile());
  }

  /** Runs it to its end. */
  void run(String mainClass, List<String> arguments) {
    start(Stream.concat(Stream.of(mainClass), arguments.stream()).toArray(String[]::new));
    int end = running().awaitEnd();
    if (end != 0) {
      throw new AssertionError("ended with " + end + ":\n" + console());
    }
  }

  /** Waits until it answers; ends with what it has printed where it ends before. */
  void await(Callable<Boolean> answers) {
    Awaitility.await(module)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !running().isAlive() || isAnswered(answers));
    if (!running().isAlive()) {
      throw new AssertionError(module + " has ended:\n" + console());
    }
  }

  private static boolean isAnswered(Callable<Boolean> answers) throws Exception {
    try {
      return answers.call();
    } catch (UncheckedIOException e) {
      return false; // It does not listen yet.
    }
  }

  /** What it has printed, over all its starts. */
  String console() {
    try {
      return Files.readString(folder.resolve("console.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill() {
    running().kill();
  }

  void stop() {
    if (program != null && program.isAlive()) {
      program.stop();
    }
  }

  private Program running() {
    if (program == null) {
      throw new IllegalStateException("not started");
    }
    return program;
  }
}
