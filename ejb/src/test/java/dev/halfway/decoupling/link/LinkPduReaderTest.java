package dev.halfway.decoupling.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.halfway.decoupling.smpp.BoundedPduReader;
import dev.halfway.decoupling.smpp.UnansweredRequests;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSmResp;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPduReaderTest {

  private final Map<Integer, PendingResponse<Command>> pending = new HashMap<>();
  private final LinkPduReader reader = new LinkPduReader();

  LinkPduReaderTest() {
    reader.answer(new UnansweredRequests(pending::remove));
  }

  @Test
  void anAnswerIsGivenBeforeTheUnbindThatFollowsItIsSeen() throws Exception {
    PendingResponse<Command> submit = new PendingResponse<>(1);
    pending.put(7, submit);
    DefaultComposer composer = new DefaultComposer();

    Command next = reader.readPDUHeader(in(composer.submitSmResp(7, "id-7"), composer.unbind(1)));

    assertThat(next.getCommandId()).isEqualTo(SMPPConstant.CID_UNBIND);
    assertThat(((SubmitSmResp) submit.getResponse()).getMessageId()).isEqualTo("id-7");
  }

  @Test
  void anAnswerThatNobodyWaitsForIsPassedOver() throws Exception {
    DefaultComposer composer = new DefaultComposer();

    Command next = reader.readPDUHeader(in(composer.submitSmResp(7, "id-7"), composer.unbind(1)));

    assertThat(next.getCommandId()).isEqualTo(SMPPConstant.CID_UNBIND);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {Integer.MAX_VALUE, BoundedPduReader.MAX_OCTETS + 1, 15, 4, 0, -1, Integer.MIN_VALUE})
  void aPduThatCannotBeMeantIsNotRead(int length) {
    byte[] header = new DefaultComposer().unbind(1);
    ByteBuffer.wrap(header).putInt(length);

    assertThatIOException().isThrownBy(() -> reader.readPDUHeader(in(header, new byte[0])));
  }

  /** user_message_reference takes two octets; jsmpp fails on one, and would answer nothing. */
  @Test
  void aParameterThatCannotBeReadIsLeftOut() throws Exception {
    byte[] receipt =
        with(
            deliverSm("id:1", new OptionalParameter.Receipted_message_id("1")),
            new byte[] {0x02, 0x04, 0, 1, 9, 0x04, 0x27, 0, 1, 2});

    DeliverSm read = new DefaultDecomposer().deliverSm(read(receipt));

    assertThat(read.getShortMessage()).asString().isEqualTo("id:1");
    assertThat(read.getOptionalParameters()).hasSize(2);
    assertThat(read.getOptionalParameter(OptionalParameter.Message_state.class).getValue())
        .isEqualTo(MessageState.DELIVERED.value());
  }

  @Test
  void aParameterThatIsLongerThanItsPduIsLeftOut() throws Exception {
    byte[] receipt =
        with(
            deliverSm("", new OptionalParameter.Message_state((byte) 5)),
            new byte[] {0x00, 0x1e, 0, 99, 'a'});

    assertThat(new DefaultDecomposer().deliverSm(read(receipt)).getOptionalParameters()).hasSize(1);
  }

  /** As a generic_nack: that is how jsmpp answers a command that it does not know. */
  @Test
  void aReceiptThatCannotBeReadAtAllIsAnsweredAllTheSame() throws Exception {
    byte[] receipt = deliverSm("id:1");
    receipt[receipt.length - 5] = 99; // The length of its text.
    DataInputStream in = in(receipt, new byte[0]);
    Command header = reader.readPDUHeader(in);

    reader.readPDU(in, header);

    assertThat(header.getCommandId()).isZero();
  }

  private byte[] read(byte[] pdu) throws Exception {
    DataInputStream in = in(pdu, new byte[0]);
    return reader.readPDU(in, reader.readPDUHeader(in));
  }

  static byte[] deliverSm(String text, OptionalParameter... parameters) {
    try {
      return new DefaultComposer()
          .deliverSm(
              1,
              null,
              (byte) 1,
              (byte) 1,
              "4917012345",
              (byte) 5,
              (byte) 0,
              "Halfway",
              (byte) 4,
              (byte) 0,
              (byte) 0,
              (byte) 0,
              (byte) 0,
              text.getBytes(StandardCharsets.US_ASCII),
              parameters);
    } catch (PDUStringException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] with(byte[] pdu, byte[] more) {
    byte[] longer = ByteBuffer.allocate(pdu.length + more.length).put(pdu).put(more).array();
    ByteBuffer.wrap(longer).putInt(longer.length);
    return longer;
  }

  private static DataInputStream in(byte[] first, byte[] second) {
    byte[] octets =
        ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    return new DataInputStream(new ByteArrayInputStream(octets));
  }
}
