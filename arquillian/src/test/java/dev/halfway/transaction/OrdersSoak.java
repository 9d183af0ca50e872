package dev.halfway.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.halfway.broker.RemoteArtemis;
import dev.halfway.client.Client.Answer;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.server.ServerProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Server, database and broker are killed again and again while orders are placed by every mode:
 * {@code -Dsoak.kills} times all together, 20 by default, in an order that {@code -Dsoak.seed}
 * draws again.
 */
class OrdersSoak {

  private static final int KILLS = Integer.getInteger("soak.kills", 20);
  private static final String DEAD_LETTERS = "api/dead-letters";
  private static final int CALLERS_OF_EACH = 2;
  private static final int LONGEST_MILLIS = 4_000;

  private final long seed = Long.getLong("soak.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private Postgres postgres;
  private RemoteArtemis broker;
  private ServerProcess server;

  private enum Victim {
    SERVER,
    DATABASE,
    BROKER
  }

  @BeforeEach
  void start() {
    System.out.println("soak.seed=" + seed);
    postgres = Postgres.start();
    broker = RemoteArtemis.fresh("orders-soak-broker").start();
    Map<String, String> settings = new HashMap<>(postgres.settings());
    settings.putAll(broker.settings(broker.port()));
    settings.put("halfway.half.immunity", "1000");
    settings.put("halfway.half.check-interval", "200");
    settings.put("halfway.redelivery.delay", "200");
    settings.put("RecoveryEnvironmentBean.periodicRecoveryPeriod", "5");
    settings.put("RecoveryEnvironmentBean.recoveryBackoffPeriod", "1");
    server =
        ServerProcess.fresh("orders-soak", settings).configuration("standalone-remote.xml").start();
  }

  @AfterEach
  void stop() {
    server.close();
    broker.close();
    postgres.close();
  }

  @Test
  void losesInventsAndRepeatsNothingButByPlainSending() {
    Rows rows = new Rows(postgres.dataSource());
    OrderReconciliation reconciliation = new OrderReconciliation(rows);
    OrderLoad load = OrderLoad.on(server.client(), rows, CALLERS_OF_EACH);
    try (load) {
      int kill = 0;
      for (Victim victim : victims()) {
        load.awaitAccepted(5);
        let(LONGEST_MILLIS);
        System.out.printf("kill %d of %d: %s%n", ++kill, KILLS, victim);
        kill(victim);
      }
      load.awaitAccepted(5);
    }
    reconciliation.awaitSettled(server.client());
    redeliverDeadLetters();
    load.assertKept();
  }

  /**
   * As an operator does when what consumers need is back: this broker gives up a message after four
   * attempts, which are over before the database is there again.
   */
  private void redeliverDeadLetters() {
    int redelivered = 0;
    JsonNode groups = Ordering.expect(server.client().get(DEAD_LETTERS + "?limit=200"));
    while (!groups.isEmpty()) {
      for (String id : groups.findValuesAsText("id")) {
        Answer answer = server.operator().post(DEAD_LETTERS + "/" + id + "/redelivery", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        redelivered++;
      }
      groups = Ordering.expect(server.client().get(DEAD_LETTERS + "?limit=200"));
    }
    System.out.println("dead letters redelivered " + redelivered);
  }

  /** Each as often as the others. */
  private List<Victim> victims() {
    List<Victim> victims = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      victims.add(Victim.values()[i % Victim.values().length]);
    }
    Collections.shuffle(victims, random);
    return victims;
  }

  private void kill(Victim victim) {
    switch (victim) {
      case SERVER -> {
        server.kill();
        let(LONGEST_MILLIS);
        server.start();
      }
      case DATABASE -> {
        postgres.kill();
        let(LONGEST_MILLIS);
        postgres.restart();
      }
      case BROKER -> {
        broker.kill();
        let(LONGEST_MILLIS);
        broker.start();
      }
    }
  }

  /** Lets things go on for so many milliseconds at most. */
  private void let(int most) {
    try {
      new CountDownLatch(1).await(random.nextInt(most), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
