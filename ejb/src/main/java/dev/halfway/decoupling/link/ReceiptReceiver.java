package dev.halfway.decoupling.link;

import dev.halfway.decoupling.smpp.PhoneNumbers;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the receipts among what the centre sends to the listener, and answers the centre. */
final class ReceiptReceiver implements MessageReceiverListener {

  /** How many receipts are taken at once; the centre is asked to wait with more. */
  static final int WINDOW = 8;

  private static final Logger log = LoggerFactory.getLogger(ReceiptReceiver.class);

  /** No id of a message: data_sm_resp to a receipt has none (SMPP 3.4 §4.7.2). */
  private static final MessageId NO_ID = noId();

  private final ReceiptReader reader;
  private final ReceiptListener listener;
  private final LinkTally tally;
  private final Semaphore window = new Semaphore(WINDOW);

  ReceiptReceiver(ReceiptIds ids, ReceiptListener listener, LinkTally tally) {
    this.reader = new ReceiptReader(ids);
    this.listener = listener;
    this.tally = tally;
  }

  private static MessageId noId() {
    try {
      return new MessageId("");
    } catch (PDUStringException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
    take(pdu, pdu.getShortMessage());
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
    take(pdu, new byte[0]);
    return new DataSmResult(NO_ID, new OptionalParameter[0]);
  }

  private void take(AbstractSmCommand pdu, byte[] shortMessage) throws ProcessRequestException {
    if (!ReceiptReader.isReceipt(pdu)) {
      log.info(
          "A message from {} that is no receipt, ignored",
          PhoneNumbers.masked(Objects.requireNonNullElse(pdu.getSourceAddr(), "")));
      return;
    }
    Optional<Receipt> receipt = reader.read(pdu, shortMessage);
    if (receipt.isEmpty()) {
      // Sent again it would be no better.
      log.warn("A delivery receipt that does not say which message it is about, ignored");
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

  @Override
  public void onAcceptAlertNotification(AlertNotification pdu) {
    log.debug("An alert_notification, ignored");
  }
}
