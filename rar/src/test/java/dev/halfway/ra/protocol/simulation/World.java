package dev.halfway.ra.protocol.simulation;

import static java.util.Objects.requireNonNull;

import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

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
  final Broker broker = new Broker(this);
  final Database database;
  final Judge judge = new Judge(this);
  final boolean naiveCheckers;
  final List<Transaction> transactions = new ArrayList<>();
  private final Map<HalfTransactionId, Transaction> byId = new HashMap<>();
  private final Map<Sent, HalfTransactionId> ids = new HashMap<>();
  private final Registry registry = new Registry(this);
  private final Retention retention = new Retention(this);
  private final List<Node> nodes = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final Letters letters;
  private final boolean everybodyRelaysEverything;
  private final int events;
  private final int checkers;
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
    int days = chaos.longTimes ? 1 : 30;
    database = new Database(schedule, days);
    policy =
        new Policy(
            dice.oneOf(List.of(6_000L, 6_000L, 1_000L, 60_000L, 0L)),
            dice.chance(500)
                ? new ExponentialBackoff(6_000, 300_000)
                : new ExponentialBackoff(500, 8_000),
            dice.chance(500) ? 15 : dice.between(1, 5),
            new Policy.Round(
                dice.between(1, 10), dice.chance(800) ? 500 : 0, dice.chance(800) ? 3_000 : 1),
            new Buckets(days));
    naiveCheckers = dice.chance(500);
    everybodyRelaysEverything = dice.chance(250);
    events = dice.between(50, 500);
    checkers = dice.chance(500) ? 0 : dice.between(1, 1000);
    mostTransactions = dice.between(1, 12);
    stepsLeft = dice.between(100, 1500);
    for (int i = dice.between(1, 3); i > 0; i--) {
      targets.add(new Target("D" + i, dice.chance(500), dice.chance(70)));
    }
    letters = new Letters(dice, targets);
    for (int i = dice.between(1, 3); i > 0; i--) {
      Node node = new Node("N" + i, dice.between(1, 3), i > 1 && dice.chance(300));
      nodes.add(node);
      node.running = new Incarnation(this, node);
    }
  }

  /** Lets it all happen, until nothing is left to happen. */
  void run() throws Throwable {
    tick();
    schedule.run(this);
    judge.judge();
  }

  /** The transaction that the current strand works in. */
  Transaction currentTransaction() {
    return requireNonNull(schedule.current().transaction);
  }

  /** A half transaction is begun in a transaction. */
  void begun(HalfTransactionId id, Transaction transaction) {
    if (byId.put(id, transaction) != null) {
      throw new Violation(id + " is begun twice");
    }
  }

  Transaction transaction(HalfTransactionId id) {
    Transaction transaction = byId.get(id);
    if (transaction == null) {
      throw new Violation("nobody began " + id);
    }
    return transaction;
  }

  /** A message has become one of this half transaction. */
  void isIn(Sent sent, HalfTransactionId id) {
    ids.put(sent, id);
  }

  HalfTransactionId idOf(Sent sent) {
    return requireNonNull(ids.get(sent));
  }

  /** Somebody in a transaction may take longer than any check waits. */
  void slow(boolean isHalf) {
    long time = 0;
    if (dice.chance(chaos.slowTransactions) && !chaos.isOver()) {
      time = dice.below(20 * longestAside());
      if (isHalf && time > policy.immunity()) {
        journal.reached(Corner.OPEN_BEYOND_IMMUNITY);
      }
    }
    long later = schedule.now() + time;
    schedule.pause(chaos::isOver, () -> later);
  }

  long healedAt() {
    return healedAt;
  }

  /** How old a half transaction may be, by the database's clock, when its marker is written. */
  long markerDeadline() {
    return TimeUnit.HOURS.toMillis(24);
  }

  /** The longest that a message is set aside for. */
  long longestAside() {
    return Math.max(policy.immunity(), policy.backoff().first() + policy.backoff().max());
  }

  /** What is to be due later than that was written by a clock that was wrong. */
  long longestWait() {
    return 2 * longestAside();
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
    if (transactions.stream().allMatch(Transaction::isOver) && broker.isDrained()) {
      schedule.end();
    } else if (++healingSteps > HEALING_STEPS) {
      throw new Violation("all is well again, and yet something stays undecided for ever");
    }
  }

  private void event() {
    int kind = dice.below(100);
    if (kind < 40) {
      begin();
    } else if (kind < 62) {
      advanceTo(schedule.now() + dice.below(dice.chance(200) ? 60_000L : 2_000L));
    } else if (kind < 70 && broker.hasLeftBehind()) {
      broker.notice(dice);
    } else if (kind < 78 && database.hasLeftOpen()) {
      database.notice(dice);
    } else if (kind < 84) {
      Target target = dice.oneOf(targets);
      target.set(!target.down && dice.chance(chaos.outages * 10));
      journal.note("destination", target);
    } else if (kind < 90) {
      people();
    } else if (kind < 93) {
      timeOut();
    } else {
      trouble();
    }
  }

  private void begin() {
    Incarnation home = dice.oneOf(nodes).running;
    if (home == null || transactions.size() >= mostTransactions) {
      return;
    }
    Settlement settlement = dice.chance(checkers) ? Settlement.CHECKER : Settlement.MARKER;
    Transaction transaction =
        new Transaction(this, transactions.size(), settlement, dice.chance(500), home);
    transactions.add(transaction);
    letters.write(transaction);
    Application application =
        new Application(
            this,
            transaction,
            home.sender.factory(settlement, 0),
            home.sender.factory(settlement, 1));
    schedule.add(application::live, home::isAlive, () -> true);
  }

  /** What people do, and what is done at night. */
  private void people() {
    Incarnation process = dice.oneOf(nodes).running;
    if (process != null && dice.chance(chaos.operators * 10)) {
      Operator.begin(this, process);
    }
    if (chaos.longTimes) {
      if (dice.chance(300)) {
        advanceTo(schedule.now() + dice.below(TimeUnit.DAYS.toMillis(2)));
      }
      retention.keep();
    }
    if (chaos.carelessDrops && dice.chance(200)) {
      retention.dropAny();
    }
  }

  private void timeOut() {
    List<Transaction> open =
        transactions.stream().filter(one -> !one.isOver() && one.home.isAlive()).toList();
    if (!open.isEmpty() && dice.chance(chaos.timeouts)) {
      Transaction transaction = dice.oneOf(open);
      schedule.add(transaction::timeOut, transaction.home::isAlive, () -> true);
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
      if (dice.chance(300)) {
        journal.reached(Corner.DATABASE_ENDED_TRANSACTIONS);
        transactions.forEach(Transaction::databaseGone);
      }
    }
    if (broker.down) {
      broker.down = dice.chance(600);
    } else if (dice.chance(chaos.outages * 10)) {
      broker.stop();
      journal.note("down", "broker");
    }
    if (dice.chance(chaos.clockJumps * 30)) {
      long most =
          chaos.longJumps && dice.chance(300)
              ? TimeUnit.DAYS.toMillis(100)
              : TimeUnit.MINUTES.toMillis(10);
      long error = dice.below(2 * most) - most;
      node.setClock(error);
      journal.note("clock of " + node, error);
    }
  }

  private void start(Node node) {
    journal.note("starts", node);
    if (chaos.lanesChange && dice.chance(500)) {
      node.lanes = dice.between(1, 3);
      journal.reached(Corner.LANES_CHANGED);
    }
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
      if (running != null && (chaos.isOver() || running.isNew() || !dice.chance(300))) {
        Set<String> relayed = registry.heartbeat(running, now);
        if (relayed.size() > running.lanes.count() + 1) {
          journal.reached(Corner.TAKEN_OVER);
        }
        running.relay(everybodyRelaysEverything ? registry.queues() : relayed);
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
      node.setClock(0);
      if (node.running == null && !node.mortal) {
        start(node);
      }
      if (node.running != null) {
        node.running.tellAll();
      }
    }
    while (database.hasLeftOpen()) {
      database.notice(dice);
    }
    healedAt = schedule.now();
  }
}
