package dev.halfway.ra;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Half messages of a node that are managed over JMX, and what was asked of them. */
public final class Managed implements HalfTransactions, AutoCloseable {

  public final List<String> asked = new ArrayList<>();

  /** What the broker says to everything, if it does not answer. */
  public @Nullable String failure;

  /** Whether nothing is in doubt. */
  public boolean empty;

  private final String node;
  private final ManagementBean bean;

  /** Two messages in doubt on a node. */
  public Managed(String node) {
    this.node = node;
    this.bean = ManagementBean.register(this, node);
  }

  @Override
  public void close() {
    bean.unregister();
  }

  @Override
  public List<HalfTransaction> inDoubt(int limit) throws JMSException {
    note("inDoubt " + limit);
    return IntStream.range(0, empty ? 0 : Math.min(limit, 2)).mapToObj(this::message).toList();
  }

  private HalfTransaction message(int ordinal) {
    return new HalfTransaction(
        "7-x." + ordinal,
        "7-x",
        ordinal,
        "default",
        node,
        null,
        "orders",
        State.WAITING,
        "halfway.half.waiting",
        Instant.EPOCH,
        1,
        0,
        null,
        Verdict.UNKNOWN,
        "the transaction is open");
  }

  @Override
  public Optional<HalfTransaction> find(String id) {
    return Optional.empty();
  }

  @Override
  public Optional<String> body(String id, int limit) {
    return Optional.empty();
  }

  @Override
  public Resolution resolve(String id, Verdict verdict) throws JMSException {
    note("resolve " + id + " " + verdict);
    return Resolution.SWALLOWED;
  }

  @Override
  public Resolution check(String id) throws JMSException {
    note("check " + id);
    return Resolution.UNDECIDED;
  }

  @Override
  public int resume(int limit) throws JMSException {
    note("resume " + limit);
    return 3;
  }

  @Override
  public void rebind() throws JMSException {
    note("rebind");
  }

  @Override
  public RelayStatus status() {
    return new RelayStatus(
        node, true, 4, Duration.ofMillis(5), 6, 7, 8, 9, 10, 11, List.of("a", "b"), List.of());
  }

  private void note(String what) throws JMSException {
    if (failure != null) {
      throw new JMSException(failure);
    }
    asked.add(what);
  }
}
