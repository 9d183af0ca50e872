package dev.halfway.decoupling.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * Reads PDUs of no more than {@value #MAX_OCTETS} octets; a longer one, or one shorter than its
 * header, ends the session: nobody knows where the next one begins.
 *
 * <p>jsmpp allocates whatever command_length says, up to two gigabytes. Its reading thread dies of
 * the OutOfMemoryError, or of a negative length, and leaves a session that seems bound and hears
 * nothing.
 */
public class BoundedPduReader extends DefaultPDUReader {

  /** A message_payload of 64 KiB (SMPP 3.4 §5.3.2.32), and as much again for all the rest. */
  public static final int MAX_OCTETS = 128 * 1024;

  @Override
  public Command readPDUHeader(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
    Command header = new Command();
    int length = in.readInt();
    if (length < SMPPConstant.PDU_HEADER_LENGTH || length > MAX_OCTETS) {
      throw new IOException("a PDU of " + length + " octets");
    }
    header.setCommandLength(length);
    header.setCommandId(in.readInt());
    header.setCommandStatus(in.readInt());
    header.setSequenceNumber(in.readInt());
    return header;
  }
}
