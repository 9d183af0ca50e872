package dev.halfway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that a test has started: to be stopped, killed, and made to stand still. */
public record Program(Process process) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Stops it in order, and waits. */
  public void stop() {
    process.destroy();
    // A program that stands still notices the signal when it goes on.
    resume();
    awaitEnd();
  }

  /** Kills it without warning, as {@code kill -9} does, and waits. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Makes it stand still: its connections stay open, and nothing answers. */
  public void pause() {
    signal("STOP", List.of(process.pid()));
  }

  /** Lets it go on. */
  public void resume() {
    signal("CONT", List.of(process.pid()));
  }

  /** Waits until it has ended, and says how. */
  public int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the program did not end within " + PATIENCE);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Sends a signal to processes, of which some may have ended meanwhile. */
  public static void signal(String name, Collection<Long> pids) {
    if (pids.isEmpty()) {
      return;
    }
    List<String> command =
        Stream.concat(Stream.of("kill", "-" + name), pids.stream().map(String::valueOf)).toList();
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
