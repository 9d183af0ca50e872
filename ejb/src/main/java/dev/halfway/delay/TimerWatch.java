package dev.halfway.delay;

import dev.halfway.lifecycle.Repeater;
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

/** Has timers handed over when they come near. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class TimerWatch {

  private static final int BATCH = 200;

  /** So that there are several rounds within {@link NearWindow#ALWAYS}. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration PAUSE_OF_DELETIONS = Duration.ofHours(1);

  @Resource private ManagedThreadFactory threads;
  @Inject private DelayConfiguration configuration;
  @Inject private HandOver handOver;
  @Inject private TimerRetention retention;

  private Repeater rounds;
  private Repeater deletions;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public TimerWatch() {}

  @PostConstruct
  void start() {
    configuration.open();
    rounds = Repeater.start(threads, "timers", PAUSE, this::round);
    deletions = Repeater.start(threads, "old timers", PAUSE_OF_DELETIONS, retention::deleteOld);
  }

  @PreDestroy
  void stop() {
    rounds.close();
    deletions.close();
  }

  private void round() {
    NearWindow window = configuration.window();
    Instant now = Instant.now();
    Instant always = window.always(now);
    while (handOver.next(always, BATCH).size() == BATCH) {
      // As long as there are more.
    }
    window.reached(now, fill(window, now, always));
  }

  /** Hands over what there is room for; until when that has reached. */
  private Instant fill(NearWindow window, Instant now, Instant reached) {
    Instant farthest = window.farthest(now);
    Instant until = reached;
    int room = window.room(handOver.near(now));
    while (room > 0) {
      int most = Math.min(room, BATCH);
      List<TimerDue> due = handOver.next(farthest, most);
      if (due.size() < most) {
        return farthest;
      }
      until = due.get(due.size() - 1).dueAt();
      room -= due.size();
    }
    return until;
  }
}
