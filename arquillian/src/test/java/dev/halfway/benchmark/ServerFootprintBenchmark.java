package dev.halfway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How long the server with the EAR takes to start, and how much memory it then holds. */
class ServerFootprintBenchmark {

  private static final int RUNS = 5;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  @Test
  void printsStartUpTimeAndMemory() throws Exception {
    List<Long> first = new ArrayList<>();
    List<Long> again = new ArrayList<>();
    List<Long> heap = new ArrayList<>();
    List<Long> resident = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      try (ServerProcess server = ServerProcess.fresh("footprint", Map.of()).asUsersDo()) {
        first.add(millisToStart(server));
        server.stop();
        again.add(millisToStart(server));
        heap.add(server.kilobytesInUse() / 1024);
        resident.add(
            number(RESIDENT, Files.readString(Path.of("/proc/" + server.pid() + "/status")))
                / 1024);
      }
    }
    assertThat(first).hasSize(RUNS);
    System.out.printf(
        "JDK %s, %d processors, median (least-most) of %d runs%n"
            + "first start, empty data folder  %s ms%n"
            + "start                           %s ms%n"
            + "heap in use after a collection  %s MB%n"
            + "resident memory                 %s MB%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        RUNS,
        summary(first),
        summary(again),
        summary(heap),
        summary(resident));
  }

  private static long millisToStart(ServerProcess server) {
    long before = System.nanoTime();
    server.start();
    return Duration.ofNanos(System.nanoTime() - before).toMillis();
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static String summary(List<Long> values) {
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return "%d (%d-%d)"
        .formatted(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
