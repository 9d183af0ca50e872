package dev.halfway.transaction;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.RelayStatus;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An adapter that says what it was told to, and remembers what it was asked. */
final class Halves implements HalfTransactions {

  final List<String> asked = new ArrayList<>();
  Resolution resolution = Resolution.NOT_FOUND;
  @Nullable JMSException failure;
  @Nullable RuntimeException bug;
  RelayStatus status = status(true, List.of());

  static RelayStatus status(boolean ready, List<String> alarms) {
    return new RelayStatus(
        "n", ready, 1, Duration.ofMillis(2500), 3, 4, 5, 6, 7, 8, List.of(), alarms);
  }

  static HalfTransaction waiting(String id) {
    return new HalfTransaction(
        id,
        "7-0199f2a0-0000-7000-8000-000000000000",
        0,
        "g",
        "n",
        null,
        "orders",
        HalfTransaction.State.WAITING,
        "half.waiting",
        Instant.EPOCH,
        1,
        0,
        null,
        Verdict.UNKNOWN,
        "undecided");
  }

  @Override
  public List<HalfTransaction> inDoubt(int limit) throws JMSException {
    ask("inDoubt " + limit);
    return List.of(waiting("a"));
  }

  @Override
  public Optional<HalfTransaction> find(String id) throws JMSException {
    ask("find " + id);
    return Optional.of(waiting(id));
  }

  @Override
  public Optional<String> body(String id, int limit) throws JMSException {
    ask("body " + id + " " + limit);
    return Optional.of("text");
  }

  @Override
  public Resolution resolve(String id, Verdict verdict) throws JMSException {
    ask("resolve " + id + " " + verdict);
    return resolution;
  }

  @Override
  public Resolution check(String id) throws JMSException {
    ask("check " + id);
    return resolution;
  }

  @Override
  public RelayStatus status() {
    return status;
  }

  @Override
  public int resume(int limit) throws JMSException {
    ask("resume " + limit);
    return limit - 1;
  }

  @Override
  public void rebind() throws JMSException {
    ask("rebind");
  }

  private void ask(String question) throws JMSException {
    asked.add(question);
    if (failure != null) {
      throw failure;
    }
    if (bug != null) {
      throw bug;
    }
  }
}
