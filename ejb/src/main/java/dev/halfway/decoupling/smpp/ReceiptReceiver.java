package dev.halfway.decoupling.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the receipts among what the centre sends to the listener, and answers the centre. */
final class ReceiptReceiver implements MessageReceiverListener {

  /** How many receipts are taken at once; the centre is asked to wait with more. */
  static final int WINDOW = 8;

  private static final Logger log = LoggerFactory.getLogger(ReceiptReceiver.class);

  private final ReceiptListener listener;
  private final LinkTally tally;
  private final Semaphore window = new Semaphore(WINDOW);

  ReceiptReceiver(ReceiptListener listener, LinkTally tally) {
    this.listener = listener;
    this.tally = tally;
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
    if (!pdu.isSmscDeliveryReceipt()) {
      log.debug("A deliver_sm that is no receipt, ignored");
      return;
    }
    Optional<Receipt> receipt = ReceiptText.read(text(pdu), receiptedId(pdu));
    if (receipt.isEmpty()) {
      // Sent again it would be no better.
      log.warn("A delivery receipt without a message id, ignored");
      return;
    }
    // The threads that take receipts also answer the centre's enquire_link: a slow listener must
    // not use them up.
    if (!window.tryAcquire()) {
      throw new ProcessRequestException(
          "too many receipts at once", SMPPConstant.STAT_ESME_RTHROTTLED);
    }
    try {
      deliver(receipt.get());
    } finally {
      window.release();
    }
  }

  private void deliver(Receipt receipt) throws ProcessRequestException {
    try {
      listener.received(receipt);
      tally.receipts.increment();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      log.warn(
          "The receipt for {} was not taken; the centre sends it again", receipt.messageId(), e);
      throw new ProcessRequestException(
          "the receipt was not taken", SMPPConstant.STAT_ESME_RX_T_APPN, e);
    }
  }

  private static String text(DeliverSm pdu) {
    byte[] octets = pdu.getShortMessage();
    if (octets.length == 0) {
      // SMPP 3.4 §4.6.2: a long one travels in message_payload.
      @Nullable OptionalParameter payload =
          pdu.getOptionalParameter(OptionalParameter.Tag.MESSAGE_PAYLOAD);
      octets = payload instanceof OptionalParameter.OctetString o ? o.getValue() : octets;
    }
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String receiptedId(DeliverSm pdu) {
    OptionalParameter.@Nullable Receipted_message_id id =
        pdu.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
    if (id == null) {
      return null;
    }
    // Not getValueAsString: it drops the last octet even where a centre left the NUL out.
    byte[] octets = id.getValue();
    int end = octets.length;
    while (end > 0 && octets[end - 1] == 0) {
      end--;
    }
    return end == 0 ? null : new String(Arrays.copyOf(octets, end), StandardCharsets.US_ASCII);
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification pdu) {
    log.debug("An alert_notification, ignored");
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
    throw new ProcessRequestException("data_sm is not supported", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
