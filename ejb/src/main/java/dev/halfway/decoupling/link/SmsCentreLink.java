package dev.halfway.decoupling.link;

import dev.halfway.decoupling.smpp.SmsSegment;
import dev.halfway.decoupling.smpp.SmsText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link to an SMS centre: one SMPP 3.4 transceiver session that is bound again whenever it ends.
 *
 * <p>A message is submitted at most once per call, except that a segment which certainly did not
 * reach the centre, or which the centre was too busy for, is submitted again in place. While the
 * link is down or the centre is too busy, submitters wait, until their deadline. Thread-safe: any
 * number of threads may submit, each with one segment on its way at a time.
 */
public final class SmsCentreLink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SmsCentreLink.class);

  private final LinkTally tally = new LinkTally();
  private final LinkTimings timings;
  private final ReceiptIds ids;
  private final Throttle throttle;
  private final StandingSession session;

  private SmsCentreLink(
      SmsCentreAddress centre,
      LinkTimings timings,
      ReceiptIds ids,
      ScheduledExecutorService scheduler,
      ReceiptListener listener) {
    this.timings = timings;
    this.ids = ids;
    ReceiptReceiver receipts = new ReceiptReceiver(ids, listener, tally);
    this.throttle = new Throttle(timings.throttle());
    this.session =
        new StandingSession(
            centre,
            timings.reconnect(),
            scheduler,
            () -> new LinkSession(timings, receipts),
            tally.sessions::increment);
  }

  /**
   * Opens a link; returns at once and connects in the background, again and again.
   *
   * <p>That the centre cannot be reached or refuses the bind never fails this call nor ends the
   * attempts; {@link #status()} tells.
   *
   * @param ids how the centre writes the ids of messages
   * @param scheduler runs the attempts to connect, each for up to twice the bind timeout; not shut
   *     down by the link, which closes itself when it is shut down first
   * @param receipts takes the delivery receipts
   */
  public static SmsCentreLink open(
      SmsCentreAddress centre,
      LinkTimings timings,
      ReceiptIds ids,
      ScheduledExecutorService scheduler,
      ReceiptListener receipts) {
    SmsCentreLink link = new SmsCentreLink(centre, timings, ids, scheduler, receipts);
    link.session.open();
    return link;
  }

  /**
   * Submits a message and waits until the centre has accepted all its segments, at most until the
   * deadline: for the link to come up, for the centre to take more, and for its answers.
   *
   * <p>A delivery receipt is requested for each segment: a handset shows nothing before it has all.
   * After a failure earlier segments may have been accepted; submitting the whole message again
   * with the same reference is what the handset expects.
   *
   * @throws SmsRefused when the centre does not accept this message
   * @throws SmsOutcomeUnknown when a segment was sent and no answer came in time, or the session
   *     ended or the thread was interrupted while waiting for it; or when there was time for some
   *     of the segments only, although the centre took them
   * @throws SmsCentreUnavailable when the link is closed, now or while waiting, or the deadline was
   *     over before the centre would take the next segment; the message was not sent as a whole
   * @throws InterruptedException when interrupted while the segment was not sent yet
   */
  public Submitted submit(Sms sms, Deadline deadline) throws SmsException, InterruptedException {
    List<String> accepted = new ArrayList<>();
    try {
      for (SmsSegment segment : SmsText.split(sms.text(), sms.reference())) {
        accepted.add(submit(sms, segment, accepted.size(), deadline));
      }
      tally.submitted.increment();
      return Submitted.of(accepted, ids);
    } catch (SmsCentreUnavailable e) {
      throw accepted.isEmpty() ? e : e.after(accepted.size());
    } catch (SmsRefused e) {
      tally.refused.increment();
      throw e;
    } catch (SmsOutcomeUnknown e) {
      tally.unknown.increment();
      throw e;
    }
  }

  /** The same, waiting as long as it takes but for an answer, which has the response timeout. */
  public Submitted submit(Sms sms) throws SmsException, InterruptedException {
    return submit(sms, Deadline.NEVER);
  }

  /**
   * Waits until a message submitted now would be sent at once.
   *
   * @throws SmsCentreUnavailable when the deadline is over first, or the link is closed
   */
  public void awaitReady(Deadline deadline) throws SmsCentreUnavailable, InterruptedException {
    throttle.await(deadline);
    session.await(deadline);
  }

  private String submit(Sms sms, SmsSegment segment, int accepted, Deadline deadline)
      throws SmsException, InterruptedException {
    while (true) {
      int ticket = throttle.await(deadline);
      LinkSession bound = session.await(deadline);
      long left = deadline.millisLeft(timings.response().toMillis());
      if (left <= 0) {
        throw accepted == 0 ? SmsCentreUnavailable.tooLate() : SmsOutcomeUnknown.after(accepted);
      }
      try {
        String id = bound.submit(sms, segment, left);
        throttle.accepted(ticket);
        return id;
      } catch (IOException e) {
        log.debug("A segment was not sent, waiting for the next session", e);
      } catch (NegativeResponseException e) {
        refused(e.getCommandStatus(), ticket, e);
      } catch (GenericNackResponseException e) {
        refused(e.getCommandStatus(), ticket, e);
      } catch (ResponseTimeoutException | InvalidResponseException e) {
        throw new SmsOutcomeUnknown(e);
      } catch (PDUException e) {
        throw new SmsRefused(status(e), e);
      }
    }
  }

  /** Returns when the segment is to be tried again. */
  private void refused(int status, int ticket, Exception answer) throws SmsRefused {
    if (!CommandStatus.isThrottled(status)) {
      throw new SmsRefused(status, answer);
    }
    tally.throttled.increment();
    Duration delay = throttle.refused(ticket);
    if (!delay.isZero()) {
      log.info("The SMS centre is too busy, holding back for {}", delay);
    }
  }

  /** The status a centre would have answered to a request that cannot even be written. */
  private static int status(PDUException e) {
    return e instanceof PDUStringException field
        ? field.getErrorCode()
        : SMPPConstant.STAT_ESME_RINVCMDLEN;
  }

  /** How the link stands now. */
  public LinkStatus status() {
    return session.status();
  }

  /** What the link did so far. */
  public LinkCounters counters() {
    return tally.snapshot();
  }

  /**
   * Has nobody wait, for the server may be about to stop: from now on who submits, or waits to,
   * gets {@link SmsCentreUnavailable}. Who waits for an answer does so for as long as the grace;
   * then its outcome is unknown. Returns at once.
   */
  public void hold(Duration grace) {
    throttle.hold(true);
    session.hold(grace);
  }

  /** Goes on. */
  public void release() {
    throttle.hold(false);
    session.release();
  }

  /**
   * Closes the link for good.
   *
   * <p>Waiting submitters get {@link SmsCentreUnavailable}. Segments on their way get up to the
   * response timeout for their answer, five seconds at most, then the session is unbound. Calling
   * it again does nothing.
   */
  @Override
  public void close() {
    throttle.close();
    session.close();
  }
}
