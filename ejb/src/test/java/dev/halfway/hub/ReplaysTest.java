package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.persistence.Sql;
import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2. Positions that the archive has not come to, as after the database was restored. */
class ReplaysTest {

  private static final String SINK = "files";

  private final HubArchive archive = new HubArchive();
  private final Replays replays = new Replays();
  private final List<UUID> sent = new ArrayList<>();
  private Sql sql;

  @BeforeEach
  void tables() {
    sql = TestDatabase.fresh();
    Injected.into(archive, "sql", sql);
    Injected.into(replays, "sql", sql);
    Injected.into(replays, "archive", archive);
    Injected.into(
        replays,
        "collector",
        new EventCollector() {
          @Override
          void tell(PackedChunk chunk, @Nullable String onlySink) {
            sent.add(chunk.id());
          }
        });
  }

  private List<UUID> kept(int count) {
    List<PackedChunk> chunks =
        Stream.generate(() -> new PackedChunk(UUID.randomUUID(), 1, new byte[0]))
            .limit(count)
            .toList();
    archive.keep(chunks);
    return chunks.stream().map(PackedChunk::id).toList();
  }

  private void wasAt(long next, long last) {
    sql.update(
        "INSERT INTO hub_replay (sink, since, first_chunk, next_chunk, last_chunk)"
            + " VALUES (?, ?, 1, ?, ?)",
        SINK,
        Instant.EPOCH,
        next,
        last);
  }

  @Test
  void whatTheArchiveHasIsSentAndThenItIsOver() {
    List<UUID> kept = kept(25);
    wasAt(1, 1_000_000);

    assertThat(replays.step(SINK)).isTrue();
    assertThat(replays.step(SINK)).isTrue();
    assertThat(replays.step(SINK)).isFalse();

    assertThat(sent).containsExactlyElementsOf(kept);
    assertThat(replays.find(SINK)).isEmpty();
  }

  @Test
  void aPositionAboveTheArchiveIsTheEnd() {
    kept(3);
    wasAt(500, 1_000);

    assertThat(replays.step(SINK)).isFalse();

    assertThat(sent).isEmpty();
    assertThat(replays.find(SINK)).isEmpty();
  }
}
