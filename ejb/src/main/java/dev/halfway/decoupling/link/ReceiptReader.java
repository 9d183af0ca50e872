package dev.halfway.decoupling.link;

import dev.halfway.decoupling.smpp.ReceiptText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the receipt that a deliver_sm or data_sm brings, from its parameters and from its text.
 *
 * <p>Parameters mean the same with every centre, the text does not: where both name the state, the
 * parameter counts.
 *
 * @param ids how the centre writes ids
 */
record ReceiptReader(ReceiptIds ids) {

  /** SMPP 3.4 §5.2.19: UCS-2. */
  private static final byte UCS2 = 8;

  /**
   * Whether it is a receipt: by esm_class, one of the centre's or an intermediate notification; or
   * because it names the message that it is about, which nothing else does (§5.3.2.12).
   */
  static boolean isReceipt(AbstractSmCommand pdu) {
    return MessageType.SMSC_DEL_RECEIPT.containedIn(pdu.getEsmClass())
        || MessageType.INTER_DEL_NOTIF.containedIn(pdu.getEsmClass())
        || receiptedId(pdu) != null;
  }

  /**
   * Reads it.
   *
   * @param shortMessage its text; empty where that travels in message_payload, or where there is
   *     none
   * @return empty when it does not say which message it is about
   */
  Optional<Receipt> read(AbstractSmCommand pdu, byte[] shortMessage) {
    ReceiptText text = ReceiptText.read(text(pdu, shortMessage));
    return ids.ofReceipt(receiptedId(pdu), text.id())
        .map(id -> new Receipt(id, state(pdu, text.state()), text.doneAt(), text.error()));
  }

  private static String state(AbstractSmCommand pdu, @Nullable String word) {
    return Optional.ofNullable(pdu.getOptionalParameter(OptionalParameter.Message_state.class))
        .flatMap(parameter -> ReceiptState.ofCode(parameter.getValue()))
        .or(() -> Optional.ofNullable(word).map(ReceiptState::ofWord))
        .orElse(ReceiptState.UNKNOWN.name());
  }

  private static String text(AbstractSmCommand pdu, byte[] shortMessage) {
    byte[] octets = shortMessage;
    if (octets.length == 0
        && pdu.getOptionalParameter(OptionalParameter.Tag.MESSAGE_PAYLOAD)
            instanceof OptionalParameter.OctetString payload) {
      octets = payload.getValue();
    }
    Charset charset =
        pdu.getDataCoding() == UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
    return new String(octets, charset);
  }

  private static @Nullable String receiptedId(AbstractSmCommand pdu) {
    OptionalParameter.@Nullable Receipted_message_id id =
        pdu.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
    if (id == null) {
      return null;
    }
    // Not getValueAsString: it drops the last octet even where a centre left the NUL out.
    byte[] octets = id.getValue();
    int end = 0;
    while (end < octets.length && octets[end] != 0) {
      end++;
    }
    String text = new String(octets, 0, end, StandardCharsets.US_ASCII).strip();
    return text.isEmpty() ? null : text;
  }
}
