package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.hub.HttpSystem.Answer;
import dev.halfway.hub.StubSystem.Sent;
import dev.halfway.testing.Injected;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopTest {

  private final StubSystem hdfs = StubSystem.that(this::answer);
  private final Hadoop sink = new Hadoop();
  private final Map<String, String> files = new HashMap<>();
  private int limit = Integer.MAX_VALUE;

  HadoopTest() {
    Injected.into(sink, "url", Optional.of(hdfs.address()));
    Injected.into(sink, "path", "/events");
    Injected.into(sink, "user", Optional.empty());
    Injected.into(sink, "http", StubSystem.http());
  }

  @AfterEach
  void close() {
    hdfs.close();
  }

  /** The name node, and below {@code data} the data node, which a proxy is before. */
  private Answer answer(Sent sent) {
    if (sent.path().startsWith("/data")) {
      if (sent.bytes() > limit) {
        return new Answer(413, "Request Entity Too Large");
      }
      files.merge(
          "unfinished",
          sent.body(),
          (before, more) -> sent.method().equals("PUT") ? more : before + more);
      return new Answer(sent.method().equals("PUT") ? 201 : 200, "");
    }
    if (sent.path().contains("op=RENAME")) {
      files.put("finished", files.get("unfinished"));
    }
    return new Answer(200, "{\"boolean\":true,\"Location\":\"%s/data\"}".formatted(hdfs.address()));
  }

  @Test
  void aFileIsSentWhole() throws Exception {
    sink.write("2026-11-22/1.ndjson", "é".repeat(5_000));

    assertThat(files.get("finished")).isEqualTo("é".repeat(5_000));
    assertThat(hdfs.requests()).noneMatch(sent -> sent.path().contains("op=APPEND"));
  }

  @Test
  void aFileThatAProxyDoesNotLetPassIsSentInParts() throws Exception {
    limit = 3_000;
    String lines = "0123456789\n".repeat(1_000);

    sink.write("2026-11-22/1.ndjson", lines);
    assertThat(files.get("finished")).isEqualTo(lines);

    int before = hdfs.requests().size();
    sink.write("2026-11-22/2.ndjson", lines);
    assertThat(files.get("finished")).isEqualTo(lines);
    assertThat(hdfs.requests().stream().skip(before)).noneMatch(sent -> sent.bytes() > limit);
  }

  @Test
  void whereNothingPassesItIsAnOutage() {
    limit = 100;

    assertThatIOException()
        .isThrownBy(() -> sink.write("2026-11-22/1.ndjson", "x".repeat(10_000)))
        .withMessageContaining("413");
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "/", "/a//b", "/a/../b", "/.", "/..", "/a b"})
  void aPathThatHdfsDoesNotHaveStopsTheStart(String path) {
    Injected.into(sink, "path", path);

    assertThatThrownBy(sink::isOn)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("halfway.hub.hadoop.path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a/b.c", "/.hidden/...", "/a..b"})
  void otherPathsAreTaken(String path) {
    Injected.into(sink, "path", path);

    assertThat(sink.isOn()).isTrue();
  }
}
