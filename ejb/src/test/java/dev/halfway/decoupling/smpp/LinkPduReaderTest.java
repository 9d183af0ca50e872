package dev.halfway.decoupling.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.SubmitSmResp;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.util.DefaultComposer;
import org.junit.jupiter.api.Test;

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

  @Test
  void aPduThatCannotBeMeantIsNotRead() {
    byte[] header = new DefaultComposer().unbind(1);
    ByteBuffer.wrap(header).putInt(Integer.MAX_VALUE);

    assertThatIOException().isThrownBy(() -> reader.readPDUHeader(in(header, new byte[0])));
  }

  private static DataInputStream in(byte[] first, byte[] second) {
    byte[] octets =
        ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    return new DataInputStream(new ByteArrayInputStream(octets));
  }
}
