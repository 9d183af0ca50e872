package dev.halfway.transaction.xa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What Narayana calls a global transaction: a Uid of 28 bytes, and the name of the node that began
 * it (com.arjuna.ats.jta.xa.XATxConverter).
 *
 * @param uid as the transaction manager writes it, as in {@code
 *     0:ffff7f000001:4c7bb0b1:6b079d04:9f}
 * @param node the transaction manager's identifier there
 */
record GlobalId(String uid, String node) {

  /** Of Narayana's transactions. */
  static final int FORMAT = 131077;

  private static final int UID_BYTES = 28;

  /** With a sign, as {@code com.arjuna.ats.arjuna.common.Uid} writes it. */
  private static final int HEXADECIMAL = 16;

  /** From the bytes of a global transaction id; empty where they are none of Narayana's. */
  static Optional<GlobalId> of(int format, byte[] global) {
    if (format != FORMAT || global.length <= UID_BYTES) {
      return Optional.empty();
    }
    ByteBuffer uid = ByteBuffer.wrap(global);
    String text =
        String.join(
            ":",
            Long.toString(uid.getLong(), HEXADECIMAL),
            Long.toString(uid.getLong(), HEXADECIMAL),
            Integer.toString(uid.getInt(), HEXADECIMAL),
            Integer.toString(uid.getInt(), HEXADECIMAL),
            Integer.toString(uid.getInt(), HEXADECIMAL));
    String node =
        new String(global, UID_BYTES, global.length - UID_BYTES, StandardCharsets.US_ASCII);
    return Optional.of(new GlobalId(text, node));
  }
}
