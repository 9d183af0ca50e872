package dev.halfway.decoupling.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.decoupling.simulator.Lab;
import dev.halfway.decoupling.simulator.ScriptedCentre;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.OptionalParameter.Message_state;
import org.jsmpp.bean.OptionalParameter.Receipted_message_id;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receipts as centres send them, over the wire. */
@Timeout(60)
class ReceiptsTest {

  private static final int RECEIPT = 0x04;
  private static final int INTERMEDIATE = 0x20;
  private static final int MOBILE_ORIGINATED = 0x00;

  private Lab lab;

  private record Bound(ScriptedCentre centre, SmsCentreLink link) {}

  @BeforeEach
  void open() throws IOException {
    lab = new Lab();
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  private Bound bind(ReceiptIds ids, String... answers) throws Exception {
    ScriptedCentre centre = lab.scriptedCentre(answers);
    SmsCentreLink link = lab.link(centre.port(), Lab.PATIENT, ids, lab.receipts::add);
    Lab.awaitState(link, LinkStatus.State.BOUND);
    return new Bound(centre, link);
  }

  private Receipt receipt() throws InterruptedException {
    return lab.receipts.poll(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "AS_IS,          1A2B,       1A2B",
    "DECIMAL,        6699,       0000006699",
    "HEX,            00001a2b,   1A2B",
    "HEX_TO_DECIMAL, 1A2B,       0000006699",
    "HEX_TO_DECIMAL, 12345678,   305419896",
    "DECIMAL_TO_HEX, 6699,       00001a2b"
  })
  void anAnswersIdIsFoundInTheReceipt(ReceiptIds ids, String answered, String received)
      throws Exception {
    Bound bound = bind(ids, answered);
    Submitted submitted = bound.link().submit(Lab.sms("Hi"));

    bound.centre().deliver(RECEIPT, "id:" + received + " stat:DELIVRD err:000");

    assertThat(submitted.messageIds()).containsExactly(answered);
    assertThat(receipt().messageId()).isEqualTo(submitted.receiptIds().get(0));
  }

  @Test
  void theStateOfTheParameterCounts() throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.deliver(RECEIPT, "id:1 stat:ENROUTE", new Message_state((byte) 5));

    assertThat(receipt()).isEqualTo(new Receipt("1", "UNDELIV", null, null));
  }

  @ParameterizedTest
  @CsvSource({"77, EXPIRED", "-1, EXPIRED", "0, EXPIRED", "9, SKIPPED"})
  void aStateThatNobodyKnowsLeavesTheTexts(byte code, String state) throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.deliver(RECEIPT, "id:1 stat:EXPIRED", new Message_state(code));

    assertThat(receipt().state()).isEqualTo(state);
  }

  @Test
  void parametersAloneWillDo() throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.deliver(RECEIPT, "", new Receipted_message_id("ab-1"), new Message_state((byte) 2));

    assertThat(receipt()).isEqualTo(new Receipt("ab-1", "DELIVRD", null, null));
  }

  @Test
  void theTextMayTravelInThePayload() throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.deliver(RECEIPT, "", payload("id:7 stat:DELETED err:x-1"));

    assertThat(receipt()).isEqualTo(new Receipt("7", "DELETED", null, "x-1"));
  }

  @Test
  void aDataSmBringsReceiptsToo() throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.data(RECEIPT, new Receipted_message_id("1"), new Message_state((byte) 8));
    assertThat(receipt()).isEqualTo(new Receipt("1", "REJECTD", null, null));

    centre.data(RECEIPT, payload("id:2 stat:DELIVRD"));
    assertThat(receipt()).isEqualTo(new Receipt("2", "DELIVRD", null, null));
  }

  @Test
  void anIntermediateNotificationIsOne() throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.deliver(INTERMEDIATE, "id:1 stat:ENROUTE");

    assertThat(receipt().state()).isEqualTo("ENROUTE");
  }

  /** Whatever its class says: nothing else has that parameter. */
  @Test
  void whatNamesAReceiptedMessageIsOne() throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.deliver(MOBILE_ORIGINATED, "", new Receipted_message_id("1"));

    assertThat(receipt()).isEqualTo(new Receipt("1", "UNKNOWN", null, null));
  }

  /** Refused, a centre would send it again for ever. */
  @Test
  void whatIsNoReceiptIsAcceptedAndIgnored() throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.deliver(MOBILE_ORIGINATED, "id:1 stat:DELIVRD, says somebody");
    centre.data(MOBILE_ORIGINATED, payload("id:1 stat:DELIVRD"));
    centre.deliver(RECEIPT, "id:last");

    assertThat(receipt().messageId()).isEqualTo("last");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "stat:DELIVRD err:000",
        "id: sub:001 stat:DELIVRD",
        "id:0123456789012345678901234567890123456789012345678901234567890123456789 stat:DELIVRD"
      })
  void aReceiptOfNobodyKnowsWhatIsAcceptedAndIgnored(String text) throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.AS_IS).centre();

    centre.deliver(RECEIPT, text);
    centre.deliver(RECEIPT, "id:last");

    assertThat(receipt().messageId()).isEqualTo("last");
  }

  /** The longest that a table takes, and nothing that a database refuses. */
  @Test
  void whatACentreWritesFitsTheTable() throws Exception {
    ScriptedCentre centre = bind(ReceiptIds.HEX).centre();
    String id = "f".repeat(64);

    centre.deliver(RECEIPT, "id:" + id + " stat:no_such_word_of_ours_ever\0");

    assertThat(receipt())
        .satisfies(
            receipt -> {
              assertThat(receipt.messageId()).hasSizeLessThanOrEqualTo(ReceiptIds.MAX_LENGTH);
              assertThat(receipt.state()).isEqualTo("NO_SUCH_WORD_OF_");
            });
  }

  private static OptionalParameter payload(String text) {
    return new Message_payload(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}
