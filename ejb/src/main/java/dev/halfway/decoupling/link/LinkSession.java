package dev.halfway.decoupling.link;

import dev.halfway.decoupling.smpp.SmsAddress;
import dev.halfway.decoupling.smpp.SmsSegment;
import dev.halfway.decoupling.smpp.UnansweredRequests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.SubmitSmResp;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SendCommandTask;
import org.jsmpp.session.SubmitSmCommandTask;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * One transceiver session, from connecting to its end.
 *
 * <p>Adds to jsmpp what it lacks: a limit on connecting, and that who waits for an answer soon
 * learns that the session is over. An {@link IOException} means that the request was not sent, or
 * not whole; once it was, any failure is another exception.
 */
final class LinkSession extends SMPPSession {

  /** Beside the receipts, some threads stay for the centre's enquire_link and unbind. */
  private static final int PROCESSORS = ReceiptReceiver.WINDOW + 2;

  /** A centre that does not answer is not waited for when all is over. */
  private static final long GOODBYE_MILLIS = 2_000;

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

  private final LinkTimings timings;
  private final UnansweredRequests unanswered = new UnansweredRequests(this::removePendingResponse);

  LinkSession(LinkTimings timings, ReceiptReceiver receipts) {
    this(timings, receipts, new LinkPduReader());
  }

  private LinkSession(LinkTimings timings, ReceiptReceiver receipts, LinkPduReader reader) {
    super(
        new SynchronizedPDUSender(new DefaultPDUSender()),
        reader,
        (host, port) -> connect(host, port, timings.bind()));
    this.timings = timings;
    reader.answer(unanswered);
    setEnquireLinkTimer(Math.toIntExact(timings.enquireLink().toMillis()));
    setTransactionTimer(timings.response().toMillis());
    setPduProcessorDegree(PROCESSORS);
    setMessageReceiverListener(receipts);
    addSessionStateListener(unanswered);
  }

  private static Connection connect(String host, int port, Duration timeout) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
      socket.setTcpNoDelay(true);
      return new SocketConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void bind(SmsCentreAddress centre) throws IOException {
    connectAndBind(
        centre.host(),
        centre.port(),
        new BindParameter(
            BindType.BIND_TRX,
            centre.systemId(),
            centre.password(),
            centre.systemType(),
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null),
        timings.bind().toMillis());
  }

  /**
   * Submits one segment and waits for the answer.
   *
   * <p>The write has no limit of its own. It blocks only when the peer's buffers are full, and as
   * each caller has one segment on its way at a time, all callers together do not fill them before
   * a silent peer is given up.
   *
   * @param timeoutMillis how long for the answer, at least 1
   * @return the id the centre gave, maybe empty
   */
  String submit(Sms sms, SmsSegment segment, long timeoutMillis)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    SmsAddress from = SmsAddress.sender(sms.from());
    SmsAddress to = SmsAddress.number(sms.to());
    ensureTransmittable(SubmitSmCommandTask.COMMAND_NAME_SUBMIT_SM);
    SubmitSmCommandTask submit =
        new SubmitSmCommandTask(
            pduSender(),
            null,
            from.ton(),
            from.npi(),
            from.value(),
            to.ton(),
            to.npi(),
            to.value(),
            new ESMClass(segment.esmClass()),
            (byte) 0,
            (byte) 0,
            null,
            null,
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            new RawDataCoding(segment.dataCoding()),
            (byte) 0,
            segment.shortMessage());
    // Not submitShortMessage, which knows one timeout for all.
    SubmitSmResp answer = (SubmitSmResp) executeSendCommand(submit, timeoutMillis);
    return Objects.requireNonNullElse(answer.getMessageId(), "");
  }

  @Override
  protected Command executeSendCommand(SendCommandTask task, long timeout)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    try {
      return unanswered.execute(task, noted -> super.executeSendCommand(noted, timeout));
    } catch (ResponseTimeoutException e) {
      if (enquireLinkSender != null) {
        // Is anybody there? Asked now, not after the rest of the interval.
        enquireLinkSender.enquireLink();
      }
      throw e;
    }
  }

  /** Whether somebody waits for an answer. */
  boolean isAwaited() {
    return !unanswered.isEmpty();
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Ends the session, after giving the centre some time for its answers. */
  void unbindWhenAnswered() {
    try {
      if (getSessionState().isBound()) {
        unanswered.awaitNone(least(timings.response(), LAST_ANSWERS));
      }
    } catch (InterruptedException e) {
      // Whoever interrupts wants it over: close without waiting.
      Thread.currentThread().interrupt();
    }
    setTransactionTimer(Math.min(GOODBYE_MILLIS, timings.response().toMillis()));
    unbindAndClose();
  }
}
