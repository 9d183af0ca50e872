package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.halfway.persistence.Migrations;
import dev.halfway.persistence.Sql;
import dev.halfway.testing.Injected;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileWriterTest {

  private final FileWriter writer = new FileWriter();
  private final HubArchive archive = new HubArchive();
  private final Files files = new Files();
  private final Chunk one = chunk("1");
  private final Chunk two = chunk("2");
  private final Chunk three = chunk("3");

  /** A folder that can fail, before it has written or after. */
  private static final class Files implements FileWriter.Folder {
    private final Map<String, String> all = new TreeMap<>();
    private int written;
    private boolean failsBefore;
    private boolean failsAfter;
    private boolean failsOddly;

    @Override
    public boolean has(String file) {
      return all.containsKey(file);
    }

    @Override
    public void write(String file, String lines) throws IOException {
      if (failsOddly) {
        throw new IllegalStateException("oddly");
      }
      if (failsBefore) {
        throw new IOException("before");
      }
      all.put(file, lines);
      written++;
      if (failsAfter) {
        throw new IOException("after");
      }
    }

    List<String> lines() {
      return all.values().stream().flatMap(String::lines).sorted().toList();
    }
  }

  private static Chunk chunk(String id) {
    return new Chunk(UUID.randomUUID(), List.of(new Event(id, "{\"id\":\"" + id + "\"}")));
  }

  @BeforeEach
  void tables() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl(
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
    Migrations.migrate(database);
    Sql sql = new Sql(database);
    SinkFiles sinkFiles = new SinkFiles();
    Injected.into(sinkFiles, "sql", sql);
    Injected.into(archive, "sql", sql);
    Injected.into(writer, "files", sinkFiles);
    Injected.into(writer, "archive", archive);
    archive.keep(Stream.of(one, two, three).map(Chunk::pack).toList());
  }

  private void write(Chunk... chunks) throws Exception {
    writer.write("files", Batch.of(List.of(chunks), Instant.EPOCH), files);
  }

  @Test
  void writesABatchAsAFile() throws Exception {
    write(one, two);

    assertThat(files.all).hasSize(1);
    assertThat(files.lines()).containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}");
    assertThat(files.all.keySet().iterator().next())
        .matches("\\d{4}-\\d\\d-\\d\\d/\\d{6}-[0-9a-f-]{36}\\.ndjson");
  }

  @Test
  void writesNothingTwice() throws Exception {
    write(one, two);
    write(two, one);
    write(two, three);
    write(one);

    assertThat(files.written).isEqualTo(2);
    assertThat(files.lines()).containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}", "{\"id\":\"3\"}");
  }

  @Test
  void writesTheSameFileWhereTheFirstOneDidNotComeToBe() throws Exception {
    files.failsBefore = true;
    assertThatIOException().isThrownBy(() -> write(one, two));
    files.failsBefore = false;
    write(two, three);

    assertThat(files.written).isEqualTo(2);
    assertThat(files.lines()).containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}", "{\"id\":\"3\"}");
    write(one);
    assertThat(files.written).isEqualTo(2);
  }

  @Test
  void knowsAFileThatCameToBeAlthoughNobodySaidSo() throws Exception {
    files.failsAfter = true;
    assertThatIOException().isThrownBy(() -> write(one, two));
    files.failsAfter = false;
    write(one);
    write(two, three);

    assertThat(files.written).isEqualTo(2);
    assertThat(files.lines()).containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}", "{\"id\":\"3\"}");
  }

  @Test
  void writesAFileThatIsGoneAsItWas() throws Exception {
    write(one, two);
    Map<String, String> was = Map.copyOf(files.all);
    files.all.clear();
    write(two);

    assertThat(files.all).isEqualTo(was);
  }

  /** Of its own code, or the database's: a file has no events that could be at fault. */
  @Test
  void whateverFailsIsAnOutage() {
    files.failsOddly = true;
    assertThatIOException().isThrownBy(() -> write(one)).withMessage("oddly");
  }

  @Test
  void aChunkThatCannotBeReadAnyMoreKeepsNoOtherBack() throws Exception {
    Chunk broken = chunk("4");
    archive.keep(List.of(new PackedChunk(broken.id(), 1, new byte[] {1, 2, 3})));
    files.failsBefore = true;
    assertThatIOException().isThrownBy(() -> write(one, broken));
    files.failsBefore = false;
    write(one);

    assertThat(files.lines()).containsExactly("{\"id\":\"1\"}");
  }
}
