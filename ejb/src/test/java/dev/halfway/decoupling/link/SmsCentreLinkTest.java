package dev.halfway.decoupling.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfway.decoupling.simulator.Behaviour;
import dev.halfway.decoupling.simulator.Lab;
import dev.halfway.decoupling.simulator.ScriptedCentre;
import dev.halfway.decoupling.simulator.SmsCentreSimulator;
import dev.halfway.decoupling.simulator.Waiting;
import dev.halfway.lifecycle.Backoff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SmsCentreLinkTest {

  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    lab = new Lab();
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  @Test
  void aMessageArrivesAsItWasSubmitted() throws Exception {
    Submitted submitted = lab.link(Lab.PATIENT).submit(Lab.sms("Grüße @ {home}"));

    assertThat(lab.centre.receivedBy("+491701234567"))
        .singleElement()
        .satisfies(
            sms -> {
              assertThat(sms.from()).isEqualTo("Halfway");
              assertThat(sms.text()).isEqualTo("Grüße @ {home}");
              assertThat(sms.parts()).isEqualTo(1);
              assertThat(submitted.messageIds()).containsExactly(sms.messageId());
            });
    assertThat(lab.centre.receivedBy("+491701234568")).isEmpty();
  }

  @Test
  void aLongMessageArrivesInOnePieceWithAReceiptForEachPart() throws Exception {
    String text = "Привет 😀 ".repeat(40);

    Submitted submitted = lab.link(Lab.PATIENT).submit(Lab.sms(text));

    assertThat(lab.texts()).containsExactly(text);
    assertThat(submitted.messageIds()).hasSize(lab.centre.received().get(0).parts()).hasSize(6);
    List<String> receipts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      receipts.add(lab.receipts.poll(30, TimeUnit.SECONDS).messageId());
    }
    assertThat(receipts).containsExactlyInAnyOrderElementsOf(submitted.receiptIds());
  }

  @Test
  void theReceiptOfADeliveryComes() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Submitted submitted = link.submit(Lab.sms("Hi"));

    Receipt receipt = lab.receipts.poll(30, TimeUnit.SECONDS);

    assertThat(receipt.messageId()).isEqualTo(submitted.lastMessageId());
    assertThat(receipt.state()).isEqualTo("DELIVRD");
    assertThat(receipt.doneAt()).isNotNull();
    assertThat(receipt.errorCode()).isEqualTo("000");
    Waiting.until("the receipt is counted", () -> link.counters().receipts() == 1);
  }

  @Test
  void aReceiptThatTheListenerCannotTakeComesAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    SmsCentreLink link =
        lab.link(
            Lab.PATIENT,
            receipt -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("the database is away");
              }
              lab.receipts.add(receipt);
            });
    Submitted submitted = link.submit(Lab.sms("Hi"));

    assertThat(lab.receipts.poll(30, TimeUnit.SECONDS).messageId())
        .isEqualTo(submitted.lastMessageId());
    assertThat(calls).hasValue(3);
  }

  @Test
  void aReceiptOwedToAnEndedSessionComesOverTheNextOne() throws Exception {
    SmsCentreLink first =
        lab.link(
            Lab.PATIENT,
            receipt -> {
              throw new IOException("not now");
            });
    Submitted submitted = first.submit(Lab.sms("Hi"));
    first.close();

    lab.link(Lab.PATIENT);

    assertThat(lab.receipts.poll(30, TimeUnit.SECONDS).messageId())
        .isEqualTo(submitted.lastMessageId());
  }

  @Test
  void manyThreadsShareTheLink() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Set<String> ids = ConcurrentHashMap.newKeySet();
    List<Future<?>> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int thread = t;
      threads.add(
          lab.start(
              () -> {
                for (int i = 0; i < 100; i++) {
                  ids.addAll(link.submit(Lab.sms("message " + thread + "/" + i)).messageIds());
                }
                return null;
              }));
    }
    for (Future<?> thread : threads) {
      thread.get();
    }

    assertThat(ids).hasSize(800);
    assertThat(lab.texts()).hasSize(800).doesNotHaveDuplicates();
    assertThat(link.counters().submitted()).isEqualTo(800);
    Waiting.until("all receipts are in", () -> link.counters().receipts() == 800);
  }

  @Test
  void submittersOutwaitACentreThatIsDown() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Lab.awaitState(link, LinkStatus.State.BOUND);
    lab.centre.behave(Behaviour.DOWN);
    Lab.awaitState(link, LinkStatus.State.CONNECTING);
    List<Future<Submitted>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Sms sms = Lab.sms("waiting " + i);
      waiting.add(lab.start(() -> link.submit(sms)));
    }
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(waiting).noneMatch(Future::isDone);

    lab.centre.behave(Behaviour.NORMAL);

    for (Future<Submitted> each : waiting) {
      each.get();
    }
    assertThat(lab.texts())
        .containsExactlyInAnyOrder("waiting 0", "waiting 1", "waiting 2", "waiting 3", "waiting 4");
    assertThat(link.counters().reconnects()).isEqualTo(1);
  }

  @Test
  void aSubmitterWithLittlePatienceGivesUpOnACentreThatIsDownAndSendsNothing() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Lab.awaitState(link, LinkStatus.State.BOUND);
    lab.centre.behave(Behaviour.DOWN);
    Lab.awaitState(link, LinkStatus.State.CONNECTING);

    assertThatExceptionOfType(SmsCentreUnavailable.class)
        .isThrownBy(() -> link.submit(Lab.sms("impatient"), soon()))
        .withMessageContaining("out of reach");

    lab.centre.behave(Behaviour.NORMAL);
    link.submit(Lab.sms("next"));
    assertThat(lab.texts()).containsExactly("next");
  }

  @Test
  void aSubmitterWithLittlePatienceGivesUpOnACentreThatIsTooBusy() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.rejecting(SMPPConstant.STAT_ESME_RTHROTTLED));
    // Its time is over once the centre has said so: a clock would run on while an answer comes.
    long later = Duration.ofMinutes(2).toNanos();
    Deadline untilThrottled =
        Deadline.in(Duration.ofMinutes(1), () -> link.counters().throttled() > 0 ? later : 0);

    assertThatExceptionOfType(SmsCentreUnavailable.class)
        .isThrownBy(() -> link.submit(Lab.sms("impatient"), untilThrottled));

    assertThat(link.counters().refused()).isZero();
    assertThat(lab.texts()).isEmpty();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofMillis(300));
  }

  /** All timeouts of the link are of ten minutes: only the deadline can end these waits. */
  @Test
  void theDeadlineEndsTheWaitForACentreThatIsDown() throws Exception {
    lab.centre.behave(Behaviour.DOWN);
    SmsCentreLink link = lab.link(Lab.PATIENT);

    assertThatExceptionOfType(SmsCentreUnavailable.class).isThrownBy(() -> link.awaitReady(soon()));
    assertThatExceptionOfType(SmsCentreUnavailable.class)
        .isThrownBy(() -> link.submit(Lab.sms("Hi"), soon()));
  }

  @Test
  void theDeadlineEndsTheWaitForACentreThatTakesConnectionsAndSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      SmsCentreLink link =
          lab.link(silent.getLocalPort(), Lab.PATIENT, ReceiptIds.AS_IS, lab.receipts::add);

      assertThatExceptionOfType(SmsCentreUnavailable.class)
          .isThrownBy(() -> link.awaitReady(soon()));
      assertThatExceptionOfType(SmsCentreUnavailable.class)
          .isThrownBy(() -> link.submit(Lab.sms("Hi"), soon()));
    }
  }

  @Test
  void theDeadlineEndsTheWaitForAnAnswerAndTheOutcomeIsUnknown() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Lab.awaitState(link, LinkStatus.State.BOUND);
    lab.centre.behave(Behaviour.SILENT);

    assertThatExceptionOfType(SmsOutcomeUnknown.class)
        .isThrownBy(() -> link.submit(Lab.sms("Hi"), soon()));

    // So that the link, when it is closed, waits for no answer.
    lab.centre.behave(Behaviour.DOWN);
  }

  /** Each part is answered at once, and the time is over after the first. */
  @Test
  void theDeadlineIsOfAllPartsTogether() throws Exception {
    AtomicLong now = new AtomicLong();
    Deadline deadline = Deadline.in(Duration.ofMinutes(1), now::get);
    ScriptedCentre slow = lab.scriptedCentre("first", "second");
    slow.whenSubmitted(() -> now.addAndGet(Duration.ofMinutes(1).toNanos()));
    SmsCentreLink link = lab.link(slow.port(), Lab.PATIENT, ReceiptIds.AS_IS, lab.receipts::add);

    assertThatExceptionOfType(SmsOutcomeUnknown.class)
        .isThrownBy(() -> link.submit(Lab.sms("x".repeat(200)), deadline))
        .withMessageContaining("only the first 1 parts");
    assertThatExceptionOfType(SmsCentreUnavailable.class)
        .isThrownBy(() -> link.submit(Lab.sms("Hi"), deadline))
        .withMessageContaining("no time left");
    assertThat(slow.submitted()).isEqualTo(1);
  }

  @Test
  void readinessIsAwaitedAsLongAsItTakes() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Lab.awaitState(link, LinkStatus.State.BOUND);
    lab.centre.behave(Behaviour.DOWN);
    Lab.awaitState(link, LinkStatus.State.CONNECTING);
    Future<?> ready =
        lab.start(
            () -> {
              link.awaitReady(Deadline.NEVER);
              return null;
            });
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(ready).isNotDone();

    lab.centre.behave(Behaviour.NORMAL);

    ready.get();
    assertThat(link.status().state()).isEqualTo(LinkStatus.State.BOUND);
  }

  @Test
  void whatACentreAcceptedBeforeItWentDownIsAnswered() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    List<Future<?>> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          lab.start(
              () -> {
                for (int i = 0; i < 100; i++) {
                  untilSubmitted(link, Lab.sms("message " + thread + "/" + i));
                }
                return null;
              }));
    }
    while (!threads.stream().allMatch(Future::isDone)) {
      lab.centre.behave(Behaviour.DOWN);
      lab.centre.behave(Behaviour.slow(Duration.ofMillis(1)));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    for (Future<?> thread : threads) {
      thread.get();
    }

    // A message accepted without an answer would have been submitted again.
    assertThat(lab.texts()).hasSize(400).doesNotHaveDuplicates();
  }

  private static void untilSubmitted(SmsCentreLink link, Sms sms) throws Exception {
    while (true) {
      try {
        link.submit(sms);
        return;
      } catch (SmsRefused | SmsOutcomeUnknown e) {
        assertThat(e)
            .satisfiesAnyOf(
                x -> assertThat(x).isInstanceOf(SmsOutcomeUnknown.class),
                x -> assertThat(((SmsRefused) x).permanent()).isFalse());
      }
    }
  }

  @Test
  void aPeerThatFellSilentIsNoticedAndLeft() throws Exception {
    SmsCentreLink link = lab.link(Lab.ALERT);
    Lab.awaitState(link, LinkStatus.State.BOUND);

    lab.centre.behave(Behaviour.SILENT);
    Lab.awaitState(link, LinkStatus.State.CONNECTING);
    lab.centre.behave(Behaviour.NORMAL);

    link.submit(Lab.sms("back again"));
    assertThat(lab.texts()).containsExactly("back again");
  }

  @Test
  void anAnswerThatStaysAwayIsAnUnknownOutcomeAndThePeerIsAskedAtOnce() throws Exception {
    LinkTimings rarelyAsking =
        new LinkTimings(
            Duration.ofMinutes(10),
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Lab.QUICK,
            Lab.QUICK);
    SmsCentreLink link = lab.link(rarelyAsking);
    Lab.awaitState(link, LinkStatus.State.BOUND);
    lab.centre.behave(Behaviour.SILENT);

    assertThatExceptionOfType(SmsOutcomeUnknown.class).isThrownBy(() -> link.submit(Lab.sms("Hi")));

    Lab.awaitState(link, LinkStatus.State.CONNECTING);
    assertThat(link.counters().unknown()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x58, 0x14})
  void aThrottledMessageIsSubmittedAgainInPlace(int status) throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.rejecting(status).forNext(3));

    link.submit(Lab.sms("patience"));

    assertThat(lab.texts()).containsExactly("patience");
    assertThat(link.counters().throttled()).isEqualTo(3);
    assertThat(link.counters().refused()).isZero();
  }

  @Test
  void aThrottledPartDoesNotRepeatTheOnesBefore() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.rejecting(0x58).withProbability(0.5).forNext(1_000));
    String text = "0123456789".repeat(300);

    Submitted submitted = link.submit(Lab.sms(text));

    // Each id is the answer to another part; a repeated one would have cost a submit more.
    assertThat(submitted.messageIds()).hasSize(20).doesNotHaveDuplicates();
    assertThat(1_000 - lab.centre.behaviour().submits())
        .isEqualTo(20 + Math.toIntExact(link.counters().throttled()));
    assertThat(lab.texts()).containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x0a, 0x0b})
  void aMessageAtFaultIsRefusedForGood(int status) throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.rejecting(status).forNext(1));

    SmsRefused refused = refusal(link);

    assertThat(refused.commandStatus()).isEqualTo(status);
    assertThat(refused.permanent()).isTrue();
    assertThat(link.counters().refused()).isEqualTo(1);
    assertThat(lab.texts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x08, 0x45, 0x400})
  void aCentreAtFaultRefusesForTheMoment(int status) throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.rejecting(status).forNext(1));

    assertThat(refusal(link).permanent()).isFalse();

    link.submit(Lab.sms("again"));
    assertThat(lab.texts()).containsExactly("again");
  }

  private static SmsRefused refusal(SmsCentreLink link) {
    return catchThrowableOfType(SmsRefused.class, () -> link.submit(Lab.sms("no")));
  }

  @Test
  void aConnectionCutWithoutAnAnswerIsAnUnknownOutcome() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.DROPPING.forNext(1));

    // The link is patient: only the end of the session can free the submitter.
    assertThatExceptionOfType(SmsOutcomeUnknown.class).isThrownBy(() -> link.submit(Lab.sms("Hi")));

    assertThat(lab.texts()).containsExactly("Hi");
    assertThat(link.counters().unknown()).isEqualTo(1);
    link.submit(Lab.sms("next"));
    assertThat(lab.texts()).containsExactly("Hi", "next");
  }

  @Test
  void aLongMessageRepeatedAfterAnUnknownOutcomeArrivesOnce() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Sms sms = Lab.sms("x".repeat(300));
    lab.centre.behave(Behaviour.DROPPING.forNext(1));
    assertThatExceptionOfType(SmsOutcomeUnknown.class).isThrownBy(() -> link.submit(sms));

    link.submit(sms);
    link.submit(sms);

    assertThat(lab.texts()).containsExactly(sms.text());
  }

  @Test
  void aSlowCentreIsWaitedFor() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.slow(Duration.ofHours(1)).forNext(1));
    Future<Submitted> slow = lab.start(() -> link.submit(Lab.sms("slow")));
    awaitTaken();
    assertThat(slow).isNotDone();

    lab.centre.behave(Behaviour.NORMAL);

    assertThat(slow.get().messageIds()).hasSize(1);
  }

  @Test
  void aWrongPasswordIsTriedAgainAndShows() throws Exception {
    int port = lab.centre.port();
    lab.centre.close();
    SmsCentreSimulator wrong = lab.startCentre(port, "another");
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Waiting.until("the refusal shows", () -> ("" + link.status().lastError()).contains("0000000e"));
    assertThat(link.status().state()).isEqualTo(LinkStatus.State.CONNECTING);
    assertThat(link.status().lastError()).doesNotContain(Lab.PASSWORD);

    wrong.close();
    SmsCentreSimulator corrected = lab.startCentre(port, Lab.PASSWORD);

    link.submit(Lab.sms("at last"));
    assertThat(corrected.received()).hasSize(1);
    assertThat(link.status().state()).isEqualTo(LinkStatus.State.BOUND);
  }

  @Test
  void closingFreesWhoWaitsForASession() throws Exception {
    lab.centre.behave(Behaviour.DOWN);
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Future<Submitted> waiting = lab.start(() -> link.submit(Lab.sms("never")));
    TimeUnit.MILLISECONDS.sleep(50);

    link.close();

    assertUnavailable(waiting);
    assertThat(link.status().state()).isEqualTo(LinkStatus.State.CLOSED);
    assertThatExceptionOfType(SmsCentreUnavailable.class)
        .isThrownBy(() -> link.submit(Lab.sms("too late")));
  }

  @Test
  void closingFreesWhoIsHeldBack() throws Exception {
    Backoff hours = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
    SmsCentreLink link =
        lab.link(
            new LinkTimings(
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Lab.QUICK,
                hours));
    lab.centre.behave(Behaviour.rejecting(0x58));
    Future<Submitted> waiting = lab.start(() -> link.submit(Lab.sms("never")));
    Waiting.until("it is throttled", () -> link.counters().throttled() > 0);

    link.close();

    assertUnavailable(waiting);
  }

  @Test
  void closingWaitsForTheAnswersUnderWay() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Lab.awaitState(link, LinkStatus.State.BOUND);
    lab.centre.behave(Behaviour.slow(Duration.ofMillis(300)).forNext(1));
    Future<Submitted> underWay = lab.start(() -> link.submit(Lab.sms("under way")));
    awaitTaken();

    link.close();

    assertThat(underWay.get().messageIds()).hasSize(1);
  }

  /** A behaviour for one submit is over when the submit has reached the centre. */
  private void awaitTaken() throws InterruptedException {
    Waiting.until("the submit is taken", () -> lab.centre.behaviour().equals(Behaviour.NORMAL));
  }

  private static void assertUnavailable(Future<Submitted> submit) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(submit::get)
        .withCauseInstanceOf(SmsCentreUnavailable.class);
  }

  @Test
  void closingLeavesNoThreadBehind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    SmsCentreLink link = lab.link(Lab.ALERT);
    link.submit(Lab.sms("Hi"));
    lab.centre.behave(Behaviour.DOWN);
    Lab.awaitState(link, LinkStatus.State.CONNECTING);
    lab.centre.behave(Behaviour.NORMAL);
    link.submit(Lab.sms("Hi again"));
    assertThat(newThreads(before)).isNotEmpty();

    link.close();

    Waiting.until("the threads of the link ended", () -> newThreads(before).isEmpty());
  }

  private static List<String> newThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> !name.startsWith(Lab.LAB_THREAD))
        .filter(name -> name.matches("(PDUReaderWorker|EnquireLinkSender|pool)-.*"))
        .toList();
  }

  @Test
  void interruptedWhileWaitingNothingWasSent() throws Exception {
    lab.centre.behave(Behaviour.DOWN);
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Future<Submitted> waiting = lab.start(() -> link.submit(Lab.sms("never")));
    TimeUnit.MILLISECONDS.sleep(50);

    waiting.cancel(true);
    lab.centre.behave(Behaviour.NORMAL);

    link.submit(Lab.sms("other"));
    assertThat(lab.texts()).containsExactly("other");
  }

  @Test
  void aHeldLinkHasNobodyWaitUntilItIsReleased() throws Exception {
    lab.centre.behave(Behaviour.DOWN);
    SmsCentreLink link = lab.link(Lab.PATIENT);
    Future<Submitted> submitting = lab.start(() -> link.submit(Lab.sms("waiting")));
    Future<Boolean> waiting =
        lab.start(
            () -> {
              link.awaitReady(Deadline.NEVER);
              return true;
            });

    link.hold(Duration.ofMinutes(10));

    for (Future<?> one : List.of(submitting, waiting, lab.start(() -> link.submit(Lab.sms("x"))))) {
      assertThat(catchThrowableOfType(ExecutionException.class, one::get))
          .hasCauseInstanceOf(SmsCentreUnavailable.class);
    }

    lab.centre.behave(Behaviour.NORMAL);
    link.release();
    link.submit(Lab.sms("afterwards"));
    assertThat(lab.texts()).containsExactly("afterwards");
  }

  @Test
  void anAnswerThatDoesNotComeWhileTheLinkIsHeldIsUnknown() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.slow(Duration.ofMinutes(1)).forNext(1));
    Future<Submitted> submitting = lab.start(() -> link.submit(Lab.sms("on its way")));
    awaitTaken();

    link.hold(Duration.ofMillis(50));

    assertThat(catchThrowableOfType(ExecutionException.class, submitting::get))
        .hasCauseInstanceOf(SmsOutcomeUnknown.class);
  }

  @Test
  void ofTwoHoldsTheLastGraceCounts() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    lab.centre.behave(Behaviour.slow(Duration.ofSeconds(1)).forNext(1));
    Future<Submitted> submitting = lab.start(() -> link.submit(Lab.sms("on its way")));
    awaitTaken();

    link.hold(Duration.ofMillis(50));
    link.hold(Duration.ofMinutes(10));

    submitting.get();
  }

  /** And with a response timeout of ten minutes. */
  @Test
  void aCentreThatIsSilentDoesNotKeepTheLinkFromClosing() throws Exception {
    SmsCentreLink link = lab.link(Lab.PATIENT);
    link.submit(Lab.sms("bound"));
    lab.centre.behave(Behaviour.SILENT);

    link.close();

    assertThat(link.status().state()).isEqualTo(LinkStatus.State.CLOSED);
  }
}
