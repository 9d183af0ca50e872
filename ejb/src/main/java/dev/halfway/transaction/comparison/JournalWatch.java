package dev.halfway.transaction.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Counts the forced writes of this process, by the Flight Recorder: each call of {@link
 * java.nio.channels.FileChannel#force} is an event with its file.
 */
final class JournalWatch implements AutoCloseable {

  private static final String EVENT = "jdk.FileForce";

  private final Recording recording = new Recording();

  /** Forced writes, by the file's place. */
  record Counts(long broker, long transactionLog) {}

  private JournalWatch() {}

  static JournalWatch start() {
    JournalWatch watch = new JournalWatch();
    watch.recording.enable(EVENT).withoutThreshold().withoutStackTrace();
    watch.recording.start();
    return watch;
  }

  /** What was forced since the start; ends the watch. */
  Counts stop() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("forced-writes", ".jfr");
    try {
      recording.dump(file);
      long broker = 0;
      long transactionLog = 0;
      try (RecordingFile events = new RecordingFile(file)) {
        while (events.hasMoreEvents()) {
          RecordedEvent event = events.readEvent();
          if (event.getEventType().getName().equals(EVENT)) {
            String path = String.valueOf(event.getString("path"));
            if (path.contains("tx-object-store")) {
              transactionLog++;
            } else if (path.contains("activemq")) {
              broker++;
            }
          }
        }
      }
      return new Counts(broker, transactionLog);
    } finally {
      Files.delete(file);
      close();
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
