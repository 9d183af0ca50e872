package dev.halfway.ra;

import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.RelayStatus;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.jms.CallLimit.Call;
import jakarta.jms.JMSException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** {@link HalfTransactions} over JMX. */
final class ManagementBean extends DescribedMBean implements HalfMessagesMXBean {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private final HalfTransactions transactions;
  private @Nullable ObjectName name;

  private ManagementBean(HalfTransactions transactions) {
    super(HalfMessagesMXBean.class);
    this.transactions = transactions;
  }

  /** Registers one. Where JMX or another adapter of that node prevents it, a warning is logged. */
  static ManagementBean register(HalfTransactions transactions, String node) {
    ManagementBean bean = new ManagementBean(transactions);
    try {
      // As it is: a node's name has none of the characters that would have to be quoted.
      ObjectName name = new ObjectName("dev.halfway:type=HalfMessages,node=" + node);
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
      bean.name = name;
    } catch (JMException e) {
      LOG.log(Level.WARNING, "half messages are not managed over JMX", e);
    }
    return bean;
  }

  void unregister() {
    if (name != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.DEBUG, "half messages were not managed over JMX any more", e);
      }
    }
  }

  @Override
  public boolean isReady() {
    return status().ready();
  }

  @Override
  public long getPending() {
    return status().pending();
  }

  @Override
  public long getLagMillis() {
    return status().lag().toMillis();
  }

  @Override
  public long getHalf() {
    return status().half();
  }

  @Override
  public long getForwarded() {
    return status().forwarded();
  }

  @Override
  public long getSwallowed() {
    return status().swallowed();
  }

  @Override
  public long getChecked() {
    return status().checked();
  }

  @Override
  public long getSetAside() {
    return status().setAside();
  }

  @Override
  public long getParked() {
    return status().parked();
  }

  @Override
  public List<String> getTakenOver() {
    return status().takenOver();
  }

  @Override
  public List<String> getAlarms() {
    return status().alarms();
  }

  @Override
  public List<String> inDoubt(int limit) {
    requireSome(limit);
    return answered(
        () ->
            transactions.inDoubt(limit).stream()
                .map(
                    one ->
                        "%s %s to %s, sent %s by %s, verdict %s: %s"
                            .formatted(
                                one.id(),
                                one.state(),
                                one.destination(),
                                one.sentAt(),
                                one.node(),
                                one.verdict(),
                                one.cause()))
                .toList());
  }

  @Override
  public String resolve(String id, String verdict, String reason) {
    Verdict decided = decided(verdict);
    String outcome = answered(() -> transactions.resolve(id, decided).name());
    LOG.log(Level.INFO, "{0} forced to {1}: {2}; {3}", id, verdict, outcome, reason);
    return outcome;
  }

  @Override
  public String check(String id) {
    return answered(() -> transactions.check(id).name());
  }

  @Override
  public int resume(int limit, String reason) {
    requireSome(limit);
    int resumed = answered(() -> transactions.resume(limit));
    LOG.log(Level.INFO, "{0} parked messages were resumed: {1}", resumed, reason);
    return resumed;
  }

  @Override
  public void rebind(String reason) {
    answered(
        () -> {
          transactions.rebind();
          return true;
        });
    LOG.log(Level.INFO, "broker and marker store were rebound: {0}", reason);
  }

  private static Verdict decided(String verdict) {
    return switch (verdict) {
      case "COMMIT" -> Verdict.COMMIT;
      case "ROLLBACK" -> Verdict.ROLLBACK;
      default ->
          throw new IllegalArgumentException("verdict: COMMIT or ROLLBACK, not '" + verdict + "'");
    };
  }

  private static void requireSome(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: at least 1, not " + limit);
    }
  }

  private RelayStatus status() {
    return transactions.status();
  }

  /** JMX clients need not know Jakarta Messaging's exceptions. */
  private static <T> T answered(Call<T> question) {
    try {
      return question.run();
    } catch (JMSException e) {
      throw new IllegalStateException(e.getMessage());
    }
  }
}
