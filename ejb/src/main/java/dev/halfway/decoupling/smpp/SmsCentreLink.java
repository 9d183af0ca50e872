package dev.halfway.decoupling.smpp;

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
 * link is down or the centre is too busy, submitters wait, without limit. Thread-safe: any number
 * of threads may submit, each with one segment on its way at a time.
 */
public final class SmsCentreLink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SmsCentreLink.class);

  private final LinkTally tally = new LinkTally();
  private final Throttle throttle;
  private final StandingSession session;

  private SmsCentreLink(
      SmsCentreAddress centre,
      LinkTimings timings,
      ScheduledExecutorService scheduler,
      ReceiptListener listener) {
    ReceiptReceiver receipts = new ReceiptReceiver(listener, tally);
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
   * @param scheduler runs the attempts to connect, each for up to twice the bind timeout; not shut
   *     down by the link, which closes itself when it is shut down first
   * @param receipts takes the delivery receipts
   */
  public static SmsCentreLink open(
      SmsCentreAddress centre,
      LinkTimings timings,
      ScheduledExecutorService scheduler,
      ReceiptListener receipts) {
    SmsCentreLink link = new SmsCentreLink(centre, timings, scheduler, receipts);
    link.session.open();
    return link;
  }

  /**
   * Submits a message and waits until the centre has accepted all its segments.
   *
   * <p>A delivery receipt is requested for the last segment. After a failure earlier segments may
   * have been accepted; submitting the whole message again with the same reference is what the
   * handset expects.
   *
   * @throws SmsRefused when the centre does not accept this message
   * @throws SmsOutcomeUnknown when a segment was sent and no answer came in time, or the session
   *     ended or the thread was interrupted while waiting for it
   * @throws SmsCentreUnavailable when the link is closed, now or while waiting
   * @throws InterruptedException when interrupted while the segment was not sent yet
   */
  public Submitted submit(Sms sms) throws SmsException, InterruptedException {
    return submit(sms, Deadline.NEVER);
  }

  /**
   * The same, but waits at most this long for the link to come up and the centre to take more. An
   * answer that is on its way is waited for up to the response timeout, whatever the patience.
   *
   * @throws SmsCentreUnavailable also when the patience is over; the message was not sent as a
   *     whole
   */
  public Submitted submit(Sms sms, Duration patience) throws SmsException, InterruptedException {
    return submit(sms, Deadline.in(patience));
  }

  /**
   * Waits, as long as it takes, until a message submitted now would be sent at once.
   *
   * @throws SmsCentreUnavailable when the link is closed, now or while waiting
   */
  public void awaitReady() throws SmsCentreUnavailable, InterruptedException {
    throttle.await(Deadline.NEVER);
    session.await(Deadline.NEVER);
  }

  private Submitted submit(Sms sms, Deadline deadline) throws SmsException, InterruptedException {
    try {
      List<SmsSegment> segments = SmsText.split(sms.text(), sms.reference());
      List<String> ids = new ArrayList<>(segments.size());
      for (SmsSegment segment : segments) {
        boolean last = ids.size() == segments.size() - 1;
        ids.add(submit(sms, segment, last, deadline));
      }
      tally.submitted.increment();
      return new Submitted(ids);
    } catch (SmsRefused e) {
      tally.refused.increment();
      throw e;
    } catch (SmsOutcomeUnknown e) {
      tally.unknown.increment();
      throw e;
    }
  }

  private String submit(Sms sms, SmsSegment segment, boolean receipt, Deadline deadline)
      throws SmsException, InterruptedException {
    while (true) {
      int ticket = throttle.await(deadline);
      try {
        String id = session.await(deadline).submit(sms, segment, receipt);
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
   * Closes the link for good.
   *
   * <p>Waiting submitters get {@link SmsCentreUnavailable}. Segments on their way get up to the
   * response timeout for their answer, then the session is unbound. Calling it again does nothing.
   */
  @Override
  public void close() {
    throttle.close();
    session.close();
  }
}
