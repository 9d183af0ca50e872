package dev.halfway.ra.protocol.simulation;

import static java.util.Objects.requireNonNull;

import dev.halfway.ra.protocol.Backoff;
import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Everything there is in one run, and what happens to it. */
final class World implements Schedule.Surroundings {

  private static final int HEALING_STEPS = 50_000;
  private static final long HEARTBEAT = 5_000;

  final Dice dice;
  final Schedule schedule;
  final Journal journal;
  final Chaos chaos;
  final Sabotage sabotage;
  final Policy policy;
  final Broker broker;
  final Database database = new Database();
  final boolean naiveCheckers;
  final List<Transaction> transactions = new ArrayList<>();
  private final Map<HalfTransactionId, Transaction> byId = new HashMap<>();
  private final Registry registry = new Registry();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, Node> homes = new HashMap<>();
  private final boolean everybodyRelaysEverything;
  private final int events;
  private final int checkers;
  private final int poison;
  private final int mostTransactions;
  private int stepsLeft;
  private int healingSteps;
  private long healedAt;
  private long nextTick;

  World(long seed, boolean inWords, Sabotage sabotage) {
    this.sabotage = sabotage;
    dice = new Dice(seed);
    journal = new Journal(inWords);
    schedule = new Schedule(dice, dice.between(300, 990));
    chaos = new Chaos(dice);
    broker = new Broker(journal);
    policy =
        new Policy(
            6_000,
            500,
            new Backoff(6_000, 300_000),
            15,
            dice.between(1, 10),
            3_000,
            new Buckets(30));
    naiveCheckers = dice.chance(500);
    everybodyRelaysEverything = dice.chance(250);
    events = dice.between(50, 500);
    checkers = dice.chance(500) ? 0 : dice.between(1, 1000);
    poison = dice.chance(600) ? 0 : dice.between(1, 200);
    mostTransactions = dice.between(1, 12);
    stepsLeft = dice.between(100, 1500);
    for (int i = dice.between(1, 3); i > 0; i--) {
      targets.add(new Target("D" + i, dice.chance(500), dice.chance(70)));
    }
    for (int i = dice.between(1, 3); i > 0; i--) {
      Node node = new Node("N" + i, dice.between(1, 2), i > 1 && dice.chance(300));
      nodes.add(node);
      registry.add(node);
      node.lanes.queues().forEach(lane -> homes.put(lane, node));
      homes.put(node.lanes.waiting(), node);
      node.running = new Incarnation(this, node);
    }
    tick();
  }

  /** The waiting queue that belongs to a queue, which may be the same. */
  String waitingQueueOf(String queue) {
    return requireNonNull(homes.get(queue)).lanes.waiting();
  }

  Transaction transaction(HalfTransactionId id) {
    Transaction transaction = byId.get(id);
    if (transaction == null) {
      throw new Violation("nobody began " + id);
    }
    return transaction;
  }

  int numberOf(Transaction transaction) {
    return transactions.indexOf(transaction);
  }

  long healedAt() {
    return healedAt;
  }

  @Override
  public void happen() {
    if (!chaos.isOver()) {
      if (--stepsLeft < 0) {
        heal();
      } else if (dice.chance(events)) {
        event();
      }
      return;
    }
    while (broker.hasLeftBehind()) {
      broker.notice(dice);
    }
    while (database.hasLeftOpen()) {
      database.notice(dice);
    }
    if (homes.keySet().stream().allMatch(name -> broker.queue(name).isEmpty())) {
      schedule.end();
    } else if (++healingSteps > HEALING_STEPS) {
      throw new Violation("all is well again, and yet something stays undecided for ever");
    }
  }

  private void event() {
    int kind = dice.below(100);
    if (kind < 55) {
      send();
    } else if (kind < 70) {
      advanceTo(schedule.now() + dice.below(dice.chance(200) ? 60_000L : 2_000L));
    } else if (kind < 77 && broker.hasLeftBehind()) {
      broker.notice(dice);
    } else if (kind < 84 && database.hasLeftOpen()) {
      database.notice(dice);
    } else if (kind < 90) {
      Target target = dice.oneOf(targets);
      target.set(!target.down && dice.chance(chaos.outages * 10));
      journal.note("destination", target);
    } else {
      trouble();
    }
  }

  private void trouble() {
    Node node = dice.oneOf(nodes);
    if (node.running == null) {
      if (!node.mortal && dice.chance(500)) {
        start(node);
      }
    } else if (dice.chance(chaos.crashes * 30)) {
      journal.note("dies", node);
      node.running.die();
      node.running = null;
    }
    if (database.down) {
      database.down = dice.chance(600);
    } else if (dice.chance(chaos.outages * 10)) {
      database.down = true;
      journal.note("down", "database");
    }
    if (broker.down) {
      broker.down = dice.chance(600);
    } else if (dice.chance(chaos.outages * 10)) {
      broker.down = true;
      journal.note("down", "broker");
    }
    if (dice.chance(chaos.clockJumps * 30)) {
      long most =
          chaos.longJumps && dice.chance(300)
              ? TimeUnit.DAYS.toMillis(100)
              : TimeUnit.MINUTES.toMillis(10);
      node.clockError = dice.below(2 * most) - most;
      journal.note("clock of " + node, node.clockError);
    }
  }

  private void send() {
    List<Transaction> running = transactions.stream().filter(one -> !one.isOver()).toList();
    if (transactions.size() < mostTransactions && (running.isEmpty() || dice.chance(300))) {
      begin();
    } else if (!running.isEmpty()) {
      dice.oneOf(running).step();
    }
  }

  private void begin() {
    Incarnation home = dice.oneOf(nodes).running;
    if (home == null) {
      return;
    }
    HalfTransactionId id = HalfTransactionId.of(home.now(), policy.buckets(), dice.uuid());
    Settlement settlement = dice.chance(checkers) ? Settlement.CHECKER : Settlement.MARKER;
    Transaction transaction = new Transaction(this, id, settlement, home);
    transactions.add(transaction);
    byId.put(id, transaction);
    for (int ordinal = dice.between(1, 3) - 1; ordinal >= 0; ordinal--) {
      transaction.messages.add(
          0, new Sent(transaction, ordinal, dice.oneOf(targets), key(), dice.chance(poison)));
    }
  }

  private @Nullable String key() {
    int key = dice.below(4);
    return key == 0 ? null : "key" + key;
  }

  private void start(Node node) {
    journal.note("starts", node);
    node.running = new Incarnation(this, node);
    nextTick = 0;
    tick();
  }

  @Override
  public void timePasses(long until) {
    long now = schedule.now();
    if (until == Long.MAX_VALUE) {
      advanceTo(now + Registry.PATIENCE);
    } else if (chaos.isOver()) {
      advanceTo(until);
    } else {
      advanceTo(Math.min(until, now + 1 + dice.below(5_000L)));
    }
  }

  private void advanceTo(long time) {
    for (Transaction transaction : transactions) {
      if (transaction.endsBefore <= time) {
        transaction.timeIsUp();
      }
    }
    schedule.advanceTo(time);
    journal.timeIs(time);
    tick();
  }

  /** Nodes say that they are there, unless they are held up, and see who is not. */
  private void tick() {
    long now = schedule.now();
    if (now < nextTick) {
      return;
    }
    nextTick = now + HEARTBEAT;
    for (Node node : nodes) {
      Incarnation running = node.running;
      if (running != null && (chaos.isOver() || !dice.chance(300))) {
        Set<String> relayed = registry.heartbeat(node, now);
        if (relayed.size() > node.lanes.count() + 1) {
          journal.reached(Corner.TAKEN_OVER);
        }
        running.relay(everybodyRelaysEverything ? new HashSet<>(homes.keySet()) : relayed);
      }
    }
  }

  /** Whatever was broken works again, and nobody begins anything new. */
  private void heal() {
    journal.note("all is well", "again");
    chaos.end();
    database.down = false;
    broker.down = false;
    targets.forEach(target -> target.set(false));
    for (Node node : nodes) {
      node.clockError = 0;
      if (node.running == null && !node.mortal) {
        start(node);
      }
    }
    for (Transaction transaction : transactions) {
      while (!transaction.isOver()) {
        transaction.step();
      }
    }
    while (database.hasLeftOpen()) {
      database.notice(dice);
    }
    healedAt = schedule.now();
  }
}
