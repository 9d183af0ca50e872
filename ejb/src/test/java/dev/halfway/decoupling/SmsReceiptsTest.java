package dev.halfway.decoupling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.persistence.Sql;
import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class SmsReceiptsTest {

  private final SmsReceipts receipts = new SmsReceipts();
  private final Sql sql;
  private final String test = UUID.randomUUID() + ".";

  SmsReceiptsTest(TestDatabase database) {
    sql = database.sql();
    Injected.into(receipts, "sql", sql);
  }

  @Test
  void nothingIsKnownBeforeAReceiptComes() {
    UUID registration = registration("a");

    assertThat(receipts.of(registration)).isEmpty();
    assertThat(receipts.of(UUID.randomUUID())).isEmpty();
  }

  @Test
  void aReceiptMayOvertakeTheCommitThatNamesItsSms() {
    receive("a", "DELIVRD");

    assertThat(receipts.of(registration("a"))).contains("DELIVRD");
  }

  /** Of two, in whichever order they come. */
  @ParameterizedTest
  @CsvSource({
    "ENROUTE, DELIVRD, DELIVRD",
    "UNKNOWN, UNDELIV, UNDELIV",
    "ACCEPTD, EXPIRED, EXPIRED",
    "BUFFRED, REJECTD, REJECTD",
    "EXPIRED, DELIVRD, DELIVRD",
    "UNDELIV, DELIVRD, DELIVRD"
  })
  void aFinalStateIsNotUndone(String one, String other, String lasting) {
    UUID forth = registration("forth");
    receive("forth", one);
    receive("forth", other);
    UUID back = registration("back");
    receive("back", other);
    receive("back", one);

    assertThat(receipts.of(forth)).contains(lasting);
    assertThat(receipts.of(back)).contains(lasting);
  }

  @Test
  void ofTwoFailuresTheFirstStays() {
    UUID registration = registration("a");
    receive("a", "EXPIRED");
    receive("a", "UNDELIV");

    assertThat(receipts.of(registration)).contains("EXPIRED");
  }

  @Test
  void ofStatesThatAreNotFinalTheNewestCounts() {
    UUID registration = registration("a");
    receive("a", "ENROUTE");
    receive("a", "ACCEPTD");

    assertThat(receipts.of(registration)).contains("ACCEPTD");
  }

  @Test
  void theSameReceiptTwiceIsOne() {
    UUID registration = registration("a");
    receive("a", "DELIVRD");
    receive("a", "DELIVRD");

    assertThat(receipts.of(registration)).contains("DELIVRD");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aMessageIsDeliveredWhenAllItsPartsAre(int last) {
    List<String> parts = new ArrayList<>(Arrays.asList("a", "b", "c"));
    UUID registration = registration("a", "b", "c");
    Collections.rotate(parts, last);

    receive(parts.get(0), "DELIVRD");
    receive(parts.get(1), "DELIVRD");
    assertThat(receipts.of(registration)).contains("ENROUTE");
    receive(parts.get(2), "DELIVRD");
    assertThat(receipts.of(registration)).contains("DELIVRD");
  }

  @Test
  void aPartThatIsLostLosesTheMessage() {
    UUID registration = registration("a", "b");
    receive("a", "EXPIRED");
    receive("b", "DELIVRD");

    assertThat(receipts.of(registration)).contains("EXPIRED");
  }

  /** A centre that counts begins again some day. */
  @Test
  void aReceiptOfAnotherSmsWithTheSameIdDoesNotCount() {
    receive("7", "DELIVRD");
    sql.update(
        "UPDATE sms_receipt SET at = ? WHERE sms_message_id = ?",
        Instant.now().minus(Duration.ofDays(8)),
        test + "7");
    UUID registration = registration("7");

    assertThat(receipts.of(registration)).isEmpty();
    receive("7", "ENROUTE");
    assertThat(receipts.of(registration)).contains("ENROUTE");
  }

  @Test
  void theLongestFit() {
    String rest = "9".repeat(80 - test.length());
    UUID registration = registration(rest);
    receive(rest, "X".repeat(16));

    assertThat(receipts.of(registration)).contains("X".repeat(16));
  }

  /** Whose SMS has parts of these names, in this test. */
  private UUID registration(String... parts) {
    UUID id = UUID.randomUUID();
    sql.update(
        "INSERT INTO registration (id, username, phone, registered_at, sms, attempts)"
            + " VALUES (?, ?, '+12', ?, 'SENT', 1)",
        id,
        id.toString(),
        Instant.now());
    receipts.expect(id, List.of("of an attempt before"));
    receipts.expect(id, Stream.of(parts).map(test::concat).toList());
    return id;
  }

  private void receive(String part, String state) {
    receipts.store(test + part, state);
  }
}
