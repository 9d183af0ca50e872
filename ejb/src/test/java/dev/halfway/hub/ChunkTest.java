package dev.halfway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.messages.MalformedMessage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChunkTest {

  private final Chunk chunk =
      new Chunk(
          UUID.randomUUID(),
          List.of(new Event("a/1", "{\"message\":\"ü  \\n\"}"), new Event("2", "{ }")));

  @Test
  void isTheSameAfterItWasPacked() {
    PackedChunk packed = chunk.pack();

    assertThat(packed.id()).isEqualTo(chunk.id());
    assertThat(packed.events()).isEqualTo(2);
    assertThat(packed.unpack()).isEqualTo(chunk);
    assertThat(Chunk.of(chunk.id(), chunk.text())).isEqualTo(chunk);
  }

  @Test
  void isMalformedWhereItIsNone() {
    assertThatThrownBy(() -> new PackedChunk(chunk.id(), 1, new byte[] {1, 2, 3}).unpack())
        .isInstanceOf(MalformedMessage.class);
    assertThatThrownBy(() -> Chunk.of(chunk.id(), "{}")).isInstanceOf(MalformedMessage.class);
    assertThatThrownBy(() -> Chunk.of(chunk.id(), " {}")).isInstanceOf(MalformedMessage.class);
  }
}
