package dev.halfway.decoupling.link;

import dev.halfway.decoupling.smpp.BoundedPduReader;
import dev.halfway.decoupling.smpp.UnansweredRequests;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.PDUDecomposer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the PDUs of a link, and gives answers to who waits for them on the spot.
 *
 * <p>jsmpp would pass an answer to another thread and throw it away when meanwhile the session
 * ended: a message whose fate the centre told would count as of unknown outcome. On the way it
 * would wait behind receipts, too.
 */
final class LinkPduReader extends BoundedPduReader {

  /** No command has it (SMPP 3.4 §5.1.2.1). */
  private static final int UNKNOWN_COMMAND = 0;

  private static final Logger log = LoggerFactory.getLogger(LinkPduReader.class);

  private static final PDUDecomposer DECOMPOSER = new DefaultDecomposer();

  private @Nullable UnansweredRequests requests;

  /** To be called before anything is read. */
  void answer(UnansweredRequests unanswered) {
    requests = unanswered;
  }

  /** The header of the next PDU that is not an answer to submit_sm or enquire_link. */
  @Override
  public Command readPDUHeader(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
    while (true) {
      Command header = super.readPDUHeader(in);
      switch (header.getCommandId()) {
        case SMPPConstant.CID_SUBMIT_SM_RESP -> answer(submitSmResp(readPDU(in, header)));
        case SMPPConstant.CID_ENQUIRE_LINK_RESP ->
            answer(DECOMPOSER.enquireLinkResp(readPDU(in, header)));
        default -> {
          return header;
        }
      }
    }
  }

  /**
   * A PDU of the centre's own that jsmpp can read; where it cannot be read at all, the header
   * becomes that of a command that nobody knows, which jsmpp answers with a generic_nack.
   */
  @Override
  public byte[] readPDU(DataInputStream in, Command header) throws IOException {
    byte[] pdu = super.readPDU(in, header);
    int command = header.getCommandId();
    if ((command != SMPPConstant.CID_DELIVER_SM && command != SMPPConstant.CID_DATA_SM)
        || isReadable(command, pdu)) {
      return pdu;
    }
    try {
      byte[] readable = ReadableParameters.of(command, pdu);
      log.warn("The centre sent optional parameters that cannot be read; they are ignored");
      return readable;
    } catch (RuntimeException e) {
      log.warn("The centre sent a deliver_sm or data_sm that cannot be read: refused");
      header.setCommandId(UNKNOWN_COMMAND);
      return pdu;
    }
  }

  private static boolean isReadable(int command, byte[] pdu) {
    try {
      if (command == SMPPConstant.CID_DELIVER_SM) {
        DECOMPOSER.deliverSm(pdu);
      } else {
        DECOMPOSER.dataSm(pdu);
      }
      return true;
    } catch (PDUStringException e) {
      return true; // jsmpp answers which field is wrong.
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void answer(Command answer) {
    Objects.requireNonNull(requests).answer(answer);
  }

  private static Command submitSmResp(byte[] pdu) throws IOException {
    try {
      return DECOMPOSER.submitSmResp(pdu);
    } catch (PDUStringException e) {
      throw new IOException("a submit_sm_resp that cannot be read", e);
    }
  }
}
