package dev.halfway.decoupling.link;

import dev.halfway.decoupling.smpp.ReceiptText;
import dev.halfway.decoupling.smpp.SmsText;
import dev.halfway.testing.Growth;
import java.nio.ByteBuffer;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a centre sends takes time as its length, whatever it is. */
class SmppGrowthTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id:",
        "id: ",
        "id:x",
        "a",
        " ",
        "id:a ",
        "done date:",
        "stat:x,",
        "err:\u0001",
        "text",
        "text:",
        "\u0000"
      })
  void aReceiptTakesTimeAsItsLength(String one) {
    Growth.assertLinear(
        1 << 12,
        length -> {
          String text = one.repeat(length / one.length()) + "\u0001";
          return () -> ReceiptText.read(text);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000})
  void parametersTakeTimeAsTheirNumber(int length) {
    Growth.assertLinear(
        1 << 13,
        octets -> {
          byte[] pdu = deliverSmWith(octets, length);
          return () -> ReadableParameters.of(SMPPConstant.CID_DELIVER_SM, pdu);
        });
  }

  private static byte[] deliverSmWith(int octets, int length) {
    byte[] pdu = LinkPduReaderTest.deliverSm("id:1");
    int parameter = 2 * Short.BYTES + length;
    ByteBuffer longer = ByteBuffer.allocate(pdu.length + octets / parameter * parameter).put(pdu);
    while (longer.hasRemaining()) {
      longer.putShort((short) 0x0204).putShort((short) length).position(longer.position() + length);
    }
    return longer.putInt(0, longer.capacity()).array();
  }

  @Test
  void aTextIsDividedInTimeAsItsLength() {
    for (String one : new String[] {"a", "{", "\uD83D\uDE00", "\uD83D"}) {
      Growth.assertLinear(4_000, length -> dividing(one.repeat(length / one.length())));
    }
  }

  private static Growth.Work dividing(String text) {
    return () -> SmsText.join(SmsText.split(text, 1));
  }
}
