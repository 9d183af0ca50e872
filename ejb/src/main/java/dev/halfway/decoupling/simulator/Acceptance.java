package dev.halfway.decoupling.simulator;

import dev.halfway.decoupling.smpp.PhoneNumbers;
import dev.halfway.decoupling.smpp.SmsAddress;
import dev.halfway.decoupling.smpp.SmsSegment;
import java.time.Instant;
import java.util.UUID;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.util.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what a submit_sm carries into the messages and gives it an id. */
final class Acceptance {

  private static final Logger log = LoggerFactory.getLogger(Acceptance.class);

  private final ReceivedMessages messages;

  Acceptance(ReceivedMessages messages) {
    this.messages = messages;
  }

  /** Accepts a segment, or refuses one that cannot be read with ESME_RSUBMITFAIL. */
  Accepted accept(SubmitSm pdu) throws ProcessRequestException {
    String id = UUID.randomUUID().toString();
    try {
      SmsAddress from = SmsAddress.source(pdu);
      SmsAddress to = SmsAddress.destination(pdu);
      MessageId messageId = new MessageId(id);
      SmsSegment segment =
          SmsSegment.read(pdu.getEsmClass(), pdu.getDataCoding(), pdu.getShortMessage());
      messages.take(id, from.display(), to.display(), segment);
      log.debug("Accepted {} for {}", id, PhoneNumbers.masked(to.value()));
      return new Accepted(
          messageId,
          pdu.isSmscDelReceiptSuccessAndFailureRequested()
              ? new PendingReceipt(id, from, to, Instant.now())
              : null);
    } catch (IllegalArgumentException | PDUStringException e) {
      log.debug("A submit_sm that cannot be read", e);
      throw new ProcessRequestException(
          "a submit_sm that cannot be read", SMPPConstant.STAT_ESME_RSUBMITFAIL, e);
    }
  }
}
