package dev.halfway.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.hub.Event;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class HubLogHandlerTest {

  private static final int ROOM = 4_000_000;

  private final HubLogHandler handler = new HubLogHandler("node-a");

  private static LogRecord record(Level level, String message) {
    LogRecord record = new LogRecord(level, message);
    record.setLoggerName("shop");
    return record;
  }

  private static JsonObject json(Event event) {
    return Json.createReader(new StringReader(event.json())).readObject();
  }

  private List<JsonObject> taken() {
    return handler.take(1_000_000).stream().map(HubLogHandlerTest::json).toList();
  }

  @Test
  void aRecordIsAnEvent() {
    LogRecord record = record(Level.WARNING, "no \"stock\"\nof it");
    record.setInstant(Instant.parse("2026-11-22T10:15:30.123456Z"));
    handler.publish(record);

    Event event = handler.take(10).get(0);

    assertThat(event.json()).doesNotContain("\n");
    JsonObject json = json(event);
    assertThat(json.getString("id")).isEqualTo(event.id());
    assertThat(json.getString("at")).isEqualTo("2026-11-22T10:15:30.123456Z");
    assertThat(json.getString("source")).isEqualTo("server");
    assertThat(json.getString("level")).isEqualTo("WARNING");
    assertThat(json.getString("message")).isEqualTo("no \"stock\"\nof it");
    assertThat(json.getJsonObject("tags").getString("node")).isEqualTo("node-a");
    assertThat(json.getJsonObject("tags").getString("logger")).isEqualTo("shop");
    assertThat(json.getJsonObject("tags").getString("thread"))
        .isEqualTo(Thread.currentThread().getName());
    assertThat(json.containsKey("exception")).isFalse();
    assertThat(handler.take(10)).isEmpty();
  }

  @Test
  void aMessageHasItsParametersAsTheyWere() {
    List<String> names = new ArrayList<>(List.of("a"));
    ExtLogRecord record =
        new ExtLogRecord(
            Level.INFO, "%s of %d", ExtLogRecord.FormatStyle.PRINTF, getClass().getName());
    record.setParameters(new Object[] {names, 3});
    handler.publish(record);
    LogRecord plain = record(Level.INFO, "{0} of {1}");
    plain.setParameters(new Object[] {names, 4});
    handler.publish(plain);
    names.add("b");

    assertThat(taken())
        .extracting(event -> event.getString("message"))
        .containsExactly("[a] of 3", "[a] of 4");
  }

  @Test
  void anExceptionIsTold() {
    LogRecord record = record(Level.SEVERE, "failed");
    record.setThrown(new IllegalStateException("why", new IOException("because")));
    handler.publish(record);

    assertThat(taken().get(0).getString("exception"))
        .contains("IllegalStateException: why", "Caused by: java.io.IOException: because");
  }

  @Test
  void whatIsLongIsCut() {
    LogRecord record = record(Level.SEVERE, "x".repeat(1_000_000));
    record.setThrown(new IllegalStateException("x".repeat(1_000_000)));
    handler.publish(record);

    assertThat(handler.take(1).get(0).json()).hasSizeBetween(48_000, 60_000);
  }

  @Test
  void whoLogsMoreThanIsTakenLosesTheRestAndNoMore() {
    String message = "x".repeat(1_000);
    for (int i = 0; i < 10_000; i++) {
      handler.publish(record(Level.INFO, message));
    }

    List<JsonObject> taken = taken();

    assertThat(taken).hasSizeBetween(ROOM / 1_300, ROOM / 1_000);
    assertThat(taken.get(taken.size() - 1).getString("message"))
        .isEqualTo(
            10_000 - (taken.size() - 1) + " log records are lost: more came than the hub took");
    handler.publish(record(Level.INFO, "there is room again"));
    assertThat(taken())
        .extracting(event -> event.getString("message"))
        .containsExactly("there is room again");
  }

  @Test
  void neverFailsWhoLogs() {
    handler.setErrorManager(
        new ErrorManager() {
          @Override
          public void error(String message, Exception failure, int code) {
            // As on a console.
          }
        });
    LogRecord record = record(Level.INFO, "{0}");
    record.setParameters(
        new Object[] {
          new Object() {
            @Override
            public String toString() {
              throw new IllegalStateException("no text");
            }
          }
        });

    handler.publish(record);
    handler.publish(null);

    assertThat(taken()).hasSize(1);
  }

  @Test
  void whatIsOfNoInterestIsNotKept() {
    handler.setLevel(Level.WARNING);
    handler.publish(record(Level.INFO, "too little"));
    handler.publish(record(Level.WARNING, "this"));
    handler.close();
    handler.publish(record(Level.SEVERE, "after its end"));

    assertThat(taken()).extracting(event -> event.getString("message")).containsExactly("this");
  }

  @Test
  void ofTheHubItselfOnlyTroubleIsKept() throws InterruptedException {
    for (String name : List.of("hub", "hub files", "hubble")) {
      Thread thread =
          new Thread(
              () -> {
                handler.publish(record(Level.INFO, name + " is well"));
                handler.publish(record(Level.WARNING, name + " is not"));
              },
              name);
      thread.start();
      thread.join();
    }

    assertThat(taken())
        .extracting(event -> event.getString("message"))
        .containsExactly("hub is not", "hub files is not", "hubble is well", "hubble is not");
  }
}
