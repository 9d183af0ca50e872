package dev.halfway.ra.lab;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the adapter logs until this is closed, from {@code INFO}. */
public final class Logged implements AutoCloseable {

  private static final Logger ADAPTER = Logger.getLogger("dev.halfway.ra");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord one) {
          records.add(one);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  public Logged() {
    ADAPTER.addHandler(handler);
  }

  /** The messages of a level. */
  public List<String> at(Level level) {
    SimpleFormatter formatter = new SimpleFormatter();
    return records.stream()
        .filter(one -> one.getLevel().equals(level))
        .map(formatter::formatMessage)
        .toList();
  }

  @Override
  public void close() {
    ADAPTER.removeHandler(handler);
  }
}
