package dev.halfway.decoupling.simulator;

import dev.halfway.decoupling.smpp.ReceiptText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the receipts, one after the other, over whatever session there is.
 *
 * <p>A receipt leaves only when the client said that it has it; one that was refused, or got no
 * answer, goes to the end of the queue. When the queue is full the oldest is given up.
 */
final class ReceiptOutbox implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(ReceiptOutbox.class);

  private static final long RETRY_MILLIS = 100;

  private final int capacity;
  private final BooleanSupplier silent;
  private final Deque<PendingReceipt> waiting = new ArrayDeque<>();
  private final Deque<SMPPServerSession> sessions = new ArrayDeque<>();
  private boolean closed;

  ReceiptOutbox(int capacity, BooleanSupplier silent) {
    this.capacity = capacity;
    this.silent = silent;
  }

  synchronized void add(PendingReceipt receipt) {
    waiting.addLast(receipt);
    if (waiting.size() > capacity) {
      log.warn("The receipt for {} is given up", waiting.removeFirst().messageId());
    }
    notifyAll();
  }

  synchronized void bound(SMPPServerSession session) {
    sessions.addLast(session);
    notifyAll();
  }

  synchronized void ended(SMPPServerSession session) {
    sessions.remove(session);
  }

  /** To be called when the centre may no longer be silent. */
  synchronized void wake() {
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Sends until closed or interrupted. */
  @Override
  public void run() {
    try {
      for (Delivery next = next(); next != null; next = next()) {
        if (!sent(next)) {
          add(next.receipt());
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.debug("Interrupted, no more receipts are sent");
    }
  }

  /** The next receipt and the session to send it over, waiting for both; null when closed. */
  private synchronized @Nullable Delivery next() throws InterruptedException {
    while (!closed) {
      // One that ended before it was announced as bound is never announced as ended.
      sessions.removeIf(session -> !session.getSessionState().isReceivable());
      if (!waiting.isEmpty() && !sessions.isEmpty() && !silent.getAsBoolean()) {
        return new Delivery(waiting.removeFirst(), sessions.getLast());
      }
      wait();
    }
    return null;
  }

  private static boolean sent(Delivery delivery) {
    PendingReceipt receipt = delivery.receipt();
    String text = ReceiptText.delivered(receipt.messageId(), receipt.submittedAt(), Instant.now());
    try {
      delivery
          .session()
          .deliverShortMessage(
              null,
              receipt.to().ton(),
              receipt.to().npi(),
              receipt.to().value(),
              receipt.from().ton(),
              receipt.from().npi(),
              receipt.from().value(),
              new ESMClass(MessageType.SMSC_DEL_RECEIPT.value()),
              (byte) 0,
              (byte) 0,
              new RegisteredDelivery(),
              DataCodings.ZERO,
              text.getBytes(StandardCharsets.US_ASCII),
              new OptionalParameter.Receipted_message_id(receipt.messageId()),
              new OptionalParameter.Message_state(MessageState.DELIVERED.value()));
      return true;
    } catch (NegativeResponseException
        | ResponseTimeoutException
        | InvalidResponseException
        | PDUException
        | IOException e) {
      log.debug("The receipt for {} is sent again", receipt.messageId(), e);
      return false;
    }
  }

  private record Delivery(PendingReceipt receipt, SMPPServerSession session) {}
}
