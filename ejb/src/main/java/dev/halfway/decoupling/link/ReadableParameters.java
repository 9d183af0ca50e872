package dev.halfway.decoupling.link;

import java.nio.ByteBuffer;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameters;

/**
 * Takes from a deliver_sm or data_sm the optional parameters that jsmpp cannot read.
 *
 * <p>jsmpp fails as a whole where a parameter is shorter than its type, or longer than the PDU, be
 * it one that nobody asks for, and then answers nothing: the centre sends it again for ever.
 */
final class ReadableParameters {

  private static final int HEADER = 16;

  private ReadableParameters() {}

  /**
   * The same PDU with those parameters that can be read.
   *
   * @throws RuntimeException when what comes before them cannot be read either
   */
  static byte[] of(int commandId, byte[] pdu) {
    ByteBuffer in = ByteBuffer.wrap(pdu);
    skipMandatory(commandId, in);
    ByteBuffer out = ByteBuffer.allocate(pdu.length).put(pdu, 0, in.position());
    while (in.remaining() >= 2 * Short.BYTES) {
      short tag = in.getShort();
      int length = in.getShort() & 0xffff;
      if (length > in.remaining()) {
        break;
      }
      byte[] value = new byte[length];
      in.get(value);
      if (isReadable(tag, value)) {
        out.putShort(tag).putShort((short) length).put(value);
      }
    }
    byte[] readable = new byte[out.position()];
    out.putInt(0, readable.length).flip().get(readable);
    return readable;
  }

  /** SMPP 3.4 §4.6.1 and §4.7.1. */
  private static void skipMandatory(int commandId, ByteBuffer pdu) {
    skip(pdu, HEADER);
    skipString(pdu); // service_type
    skip(pdu, 2);
    skipString(pdu); // source_addr
    skip(pdu, 2);
    skipString(pdu); // destination_addr
    skip(pdu, 3);
    if (commandId == SMPPConstant.CID_DELIVER_SM) {
      skipString(pdu); // schedule_delivery_time
      skipString(pdu); // validity_period
      skip(pdu, 4);
      skip(pdu, pdu.get() & 0xff); // short_message
    }
  }

  private static void skip(ByteBuffer pdu, int octets) {
    pdu.position(pdu.position() + octets);
  }

  private static void skipString(ByteBuffer pdu) {
    while (pdu.get() != 0) {
      // As far as the NUL.
    }
  }

  private static boolean isReadable(short tag, byte[] value) {
    try {
      OptionalParameters.deserialize(tag, value);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
