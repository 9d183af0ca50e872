package dev.halfway.decoupling.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.MessageId;

/** A centre for one client that answers with the ids of a test, and sends what the test says. */
public final class ScriptedCentre extends SubmitOnly implements Closeable {

  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<SMPPServerSession> bound = new CompletableFuture<>();
  private final Deque<String> ids;
  private final AtomicInteger submitted = new AtomicInteger();
  private volatile Runnable whenSubmitted = () -> {};

  public ScriptedCentre(Executor executor, String... ids) throws IOException {
    this.ids = new ArrayDeque<>(List.of(ids));
    executor.execute(this::accept);
  }

  private void accept() {
    try {
      SMPPServerSession session =
          new SMPPServerSession(new SocketConnection(server.accept()), null, this, null, 1, 100);
      session.setTransactionTimer(30_000);
      session.waitForBind(30_000).accept("scripted", InterfaceVersion.IF_34);
      bound.complete(session);
    } catch (Exception e) {
      bound.completeExceptionally(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many submit_sm have come. */
  public int submitted() {
    return submitted.get();
  }

  /** To be called before each answer. */
  public void whenSubmitted(Runnable action) {
    whenSubmitted = action;
  }

  @Override
  public synchronized SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source)
      throws ProcessRequestException {
    submitted.incrementAndGet();
    whenSubmitted.run();
    try {
      return new SubmitSmResult(new MessageId(ids.removeFirst()), new OptionalParameter[0]);
    } catch (PDUStringException e) {
      throw new ProcessRequestException("the test's id", SMPPConstant.STAT_ESME_RSYSERR, e);
    }
  }

  /** Sends a deliver_sm; an answer other than "thank you" is an exception. */
  public void deliver(int esmClass, String text, OptionalParameter... parameters) throws Exception {
    bound
        .get()
        .deliverShortMessage(
            null,
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "491701234567",
            TypeOfNumber.ALPHANUMERIC,
            NumberingPlanIndicator.UNKNOWN,
            "Halfway",
            new ESMClass(esmClass),
            (byte) 0,
            (byte) 0,
            new RegisteredDelivery(),
            DataCodings.ZERO,
            text.getBytes(StandardCharsets.US_ASCII),
            parameters);
  }

  /** Sends a data_sm, likewise. */
  public void data(int esmClass, OptionalParameter... parameters) throws Exception {
    bound
        .get()
        .dataShortMessage(
            null,
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "491701234567",
            TypeOfNumber.ALPHANUMERIC,
            NumberingPlanIndicator.UNKNOWN,
            "Halfway",
            new ESMClass(esmClass),
            new RegisteredDelivery(),
            DataCodings.ZERO,
            parameters);
  }

  @Override
  public void close() throws IOException {
    server.close();
    SMPPServerSession session = bound.getNow(null);
    if (session != null) {
      session.close();
    }
  }
}
