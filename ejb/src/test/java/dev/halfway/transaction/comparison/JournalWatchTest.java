package dev.halfway.transaction.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWatchTest {

  @Test
  void eachForcedWriteIsCountedByWhoseFileItIs(@TempDir Path data) throws IOException {
    force(data.resolve("activemq/journal"), 3);
    try (JournalWatch watch = JournalWatch.start()) {
      force(data.resolve("activemq/journal"), 20);
      force(data.resolve("tx-object-store/HornetqObjectStore"), 7);
      force(data.resolve("other"), 5);

      assertThat(watch.stop()).isEqualTo(new JournalWatch.Counts(20, 7));
    }
  }

  private static void force(Path folder, int times) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < times; i++) {
        file.write(ByteBuffer.wrap(new byte[] {1}));
        file.force(false);
      }
    }
  }
}
