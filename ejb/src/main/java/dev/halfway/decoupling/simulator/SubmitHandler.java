package dev.halfway.decoupling.simulator;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerResponseDeliveryListener;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Treats submit_sm as the behaviour in force wants it. */
final class SubmitHandler extends SubmitOnly implements ServerResponseDeliveryListener {

  private static final Logger log = LoggerFactory.getLogger(SubmitHandler.class);

  private final BehaviourSwitch behaviour;
  private final Acceptance acceptance;
  private final Consumer<PendingReceipt> receipts;

  /**
   * Read-locked from before a submit is looked at until its answer is written, which jsmpp does in
   * the same thread.
   */
  private final ReadWriteLock answering = new ReentrantReadWriteLock();

  SubmitHandler(
      BehaviourSwitch behaviour, Acceptance acceptance, Consumer<PendingReceipt> receipts) {
    this.behaviour = behaviour;
    this.acceptance = acceptance;
    this.receipts = receipts;
  }

  /** Waits until every submit that was accepted is answered, at most for the time given. */
  boolean awaitAnswers(Duration limit) throws InterruptedException {
    boolean answered = answering.writeLock().tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (answered) {
      answering.writeLock().unlock();
    }
    return answered;
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source)
      throws ProcessRequestException {
    answering.readLock().lock();
    boolean accepted = false;
    try {
      SubmitSmResult answer = treat(behaviour.take(), pdu, source);
      accepted = true;
      return answer;
    } finally {
      if (!accepted) {
        answering.readLock().unlock();
      }
    }
  }

  private SubmitSmResult treat(Behaviour towards, SubmitSm pdu, SMPPServerSession source)
      throws ProcessRequestException {
    if (!source.getSessionState().isTransmittable()) {
      // Read before the centre hung up: what is accepted now could not be answered any more.
      throw refusal(SMPPConstant.STAT_ESME_RINVBNDSTS);
    }
    pause(towards.delay());
    switch (towards.mode()) {
      // What a silent centre answers is not heard, but it must not have taken the message.
      case DOWN, SILENT -> throw refusal(SMPPConstant.STAT_ESME_RSYSERR);
      case REJECTING -> {
        if (ThreadLocalRandom.current().nextDouble() < towards.probability()) {
          throw refusal(towards.commandStatus());
        }
        return acceptance.accept(pdu);
      }
      case DROPPING -> {
        Accepted answer = acceptance.accept(pdu);
        source.close();
        return answer;
      }
      case NORMAL -> {
        return acceptance.accept(pdu);
      }
    }
    throw new AssertionError(towards);
  }

  private void pause(Duration delay) throws ProcessRequestException {
    try {
      behaviour.pause(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal(SMPPConstant.STAT_ESME_RSYSERR);
    }
  }

  private static ProcessRequestException refusal(int status) {
    return new ProcessRequestException("refused with 0x%02X".formatted(status), status);
  }

  @Override
  public void onSubmitSmRespSent(SubmitSmResult answer, SMPPServerSession source) {
    answered(answer);
  }

  @Override
  public void onSubmitSmRespError(
      SubmitSmResult answer, Exception cause, SMPPServerSession source) {
    log.debug("The answer {} was not sent", answer.getMessageId(), cause);
    answered(answer);
  }

  private void answered(SubmitSmResult answer) {
    answering.readLock().unlock();
    // The message was accepted, whether the client knows or not; after the answer, because no
    // centre knows of the delivery before it took the message.
    if (answer instanceof Accepted accepted && accepted.receipt != null) {
      receipts.accept(accepted.receipt);
    }
  }

  @Override
  public void onSubmitMultiRespSent(SubmitMultiResult answer, SMPPServerSession source) {
    throw new IllegalStateException("submit_multi is never accepted");
  }

  @Override
  public void onSubmitMultiRespError(
      SubmitMultiResult answer, Exception cause, SMPPServerSession source) {
    throw new IllegalStateException("submit_multi is never accepted", cause);
  }
}
