package dev.halfway.consumers;

import dev.halfway.broker.BrokerManagement;
import dev.halfway.broker.BrokerQueue;
import dev.halfway.broker.Browser;
import dev.halfway.broker.Peek.QueuedMessage;
import dev.halfway.lifecycle.Repeater;
import dev.halfway.messages.About;
import dev.halfway.messages.Deliveries;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes which messages that are about something ({@link About}) have become dead letters: within
 * about a second, and whatever they died of. The broker alone knows: its settings say how many
 * attempts there are, a consumer may have died with its node, and one that could not reach the
 * database could not write down that it failed.
 *
 * <p>Each look goes through them all, so where there are very many it takes its time: a tenth of it
 * is spent looking.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class DeadLetterWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int BATCH = 200;
  private static final int REST = 9;
  private static final String SELECTOR = Deliveries.ABOUT + " IS NOT NULL";

  /** What the broker's count never is. */
  private static final long UNSEEN = -1;

  @Resource private ManagedThreadFactory threads;
  @Inject private BrokerManagement broker;
  @Inject private Browser browser;
  @Inject private FailureLog failures;

  private Repeater looks;

  /** How many had ever come when all of them were last seen. */
  private long seen = UNSEEN;

  private long nextLook = System.nanoTime();

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public DeadLetterWatch() {}

  @PostConstruct
  void start() {
    looks = Repeater.start(threads, "dead letters", PAUSE, this::look);
  }

  @PreDestroy
  void stop() {
    looks.close();
  }

  /** Looks at them all where some have come. */
  private void look() {
    long start = System.nanoTime();
    if (start - nextLook < 0) {
      return;
    }
    long before = seen;
    seen = UNSEEN; // Until all is done: a broker that fails may count anew afterwards.
    long come = come();
    if (come == before || allNoted()) {
      seen = come;
    }
    long end = System.nanoTime();
    nextLook = end + REST * (end - start);
  }

  private long come() {
    return broker.queue(DeadLetters.QUEUE).map(BrokerQueue::added).orElse(UNSEEN);
  }

  private boolean allNoted() {
    Instant since = Instant.now();
    AtomicBoolean noted = new AtomicBoolean(true);
    browser.inBatches(
        DeadLetters.QUEUE,
        SELECTOR,
        BATCH,
        letters -> {
          for (QueuedMessage letter : notYetKnown(letters)) {
            noted.compareAndSet(true, isNoted(letter, since));
          }
          return true;
        });
    return noted.get();
  }

  /** One that cannot be noted keeps no other from it. */
  private boolean isNoted(QueuedMessage letter, Instant since) {
    UUID about = letter.about();
    try {
      return about == null // It is no id.
          || failures.givenUp(letter.deliveryId(), letter.originalQueue(), about, since);
    } catch (RuntimeException e) {
      LOG.debug("Dead letter {} is not noted yet", letter.id(), e);
      return false;
    }
  }

  private List<QueuedMessage> notYetKnown(List<QueuedMessage> letters) {
    Map<String, List<ConsumerFailure>> known =
        failures.of(letters.stream().map(QueuedMessage::deliveryId).toList());
    return letters.stream()
        .filter(
            letter ->
                ConsumerFailure.of(
                        letter.originalQueue(), known.getOrDefault(letter.deliveryId(), List.of()))
                    .filter(ConsumerFailure::givenUp)
                    .isEmpty())
        .toList();
  }
}
