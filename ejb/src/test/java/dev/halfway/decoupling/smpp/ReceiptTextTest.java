package dev.halfway.decoupling.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTextTest {

  private static final Instant DONE = Instant.parse("2026-11-22T10:15:00Z");

  @Test
  void whatTheSimulatedCentreWritesIsRead() {
    String text = ReceiptText.delivered("abc-1", DONE.minusSeconds(60), DONE);

    assertThat(ReceiptText.read(text)).isEqualTo(new ReceiptText("abc-1", "DELIVRD", DONE, "000"));
  }

  @Test
  void theStartOfTheMessageIsNotTakenForFields() {
    assertThat(ReceiptText.read("id:1 Text:id:2 stat:DELIVRD done date:2611221015 err:1"))
        .isEqualTo(new ReceiptText("1", null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ID:1 SUB:001 DLVRD:001 SUBMIT DATE:2611221014 DONE DATE:261122101500 STAT:DELIVRD ERR:0a",
        "stat:DELIVRD err:0a done date:2611221015 id:1",
        "id: 1 stat: DELIVRD done_date: 2611221015 err: 0a",
        "id:1,stat:DELIVRD,done date:2611221015,err:0a,text:hello, stat:EXPIRED",
        "id:1\r\nstatus:DELIVRD\r\nDone Date:2611221015\r\nerror:0a\0",
        "id:1 stat:DELIVRD done date:2611221015 err:0a text:"
      })
  void fieldsAreReadInAnyOrderAndWriting(String text) {
    assertThat(ReceiptText.read(text)).isEqualTo(new ReceiptText("1", "DELIVRD", DONE, "0a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999999", "26112210", "2026-11-22", "", " ", "26112210150099"})
  void aDateThatIsNoneLeavesTheRest(String date) {
    assertThat(ReceiptText.read("id:1 done date:" + date + " stat:DELIVRD err:no-route"))
        .isEqualTo(new ReceiptText("1", "DELIVRD", null, "no-route"));
  }

  @Test
  void secondsAreRead() {
    assertThat(ReceiptText.read("done date:261122101507").doneAt()).isEqualTo(DONE.plusSeconds(7));
  }

  @ParameterizedTest
  @CsvSource({"'id: sub:001', ", "'id:', ", "'message id:3', 3", "'id:smsc-1:77', smsc-1:77"})
  void anIdIsWhatStandsBehindItsName(String text, String id) {
    assertThat(ReceiptText.read(text).id()).isEqualTo(id);
  }

  @Test
  void nothingIsFoundInNothing() {
    assertThat(ReceiptText.read("")).isEqualTo(new ReceiptText(null, null, null, null));
  }
}
