package dev.halfway.ra.broker;

import dev.halfway.ra.broker.Management.Questions;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Alarms;
import jakarta.jms.JMSException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queues that this node needs: makes sure that they are there, and that the broker treats them
 * as the protocol needs it. One that is missing is made only when the settings of its address say
 * that it may be, and that the broker does not delete it again. One thread uses it; {@link
 * #areRight} is for any.
 */
public final class OwnQueues {

  private static final String UNCHECKED = "queue settings";

  private final QueueNames names;
  private final BrokerConnector broker;
  private final Alarms alarms;
  private final Clock clock;
  private final long interval;
  private final Map<String, String> propertyOf = new LinkedHashMap<>();
  private volatile boolean right;
  private long checkedAt;

  /** Queues whose settings are checked after so many milliseconds while all is well. */
  public OwnQueues(
      QueueNames names, BrokerConnector broker, long interval, AdapterRuntime runtime) {
    this.names = names;
    this.broker = broker;
    this.interval = interval;
    this.alarms = runtime.alarms();
    this.clock = runtime.clock();
    names.own().forEach(queue -> propertyOf.put(queue, "halfQueue"));
    propertyOf.put(names.parked(), "parkedQueue");
    propertyOf.put(names.control(), "controlQueue");
  }

  public QueueNames names() {
    return names;
  }

  /** Whether they were right at the last check. */
  boolean areRight() {
    return right;
  }

  /** Checks them. */
  public void check() throws Unavailable {
    try (Browsing browsing = new Browsing(broker, names.parked())) {
      Questions questions = browsing.questions();
      if (questions == null) {
        checkUnasked(browsing);
      } else {
        check(browsing, questions);
      }
    } catch (BrokerConnector.Unusable e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    } catch (JMSException e) {
      throw new Unavailable("connectionFactory: the broker does not answer: " + e.getMessage(), e);
    }
  }

  private void check(Browsing browsing, Questions questions) throws Unavailable, JMSException {
    boolean due = clock.monotonic() - checkedAt >= interval;
    if (right && !due && areThere(questions)) {
      return;
    }
    right = false;
    List<String> missing = new QueueSettings(questions).check(propertyOf);
    if (!missing.isEmpty()) {
      for (String queue : missing) {
        make(browsing, queue);
      }
      new QueueSettings(questions).check(propertyOf);
    }
    checkedAt = clock.monotonic();
    right = true;
  }

  private boolean areThere(Questions questions) throws JMSException {
    for (String queue : propertyOf.keySet()) {
      if (!questions.has(queue)) {
        return false;
      }
    }
    return true;
  }

  private void make(Browsing browsing, String queue) throws Unavailable {
    try {
      browsing.make(queue);
    } catch (JMSException e) {
      throw cannotUse(queue, e);
    }
  }

  /** All that can be done where the broker cannot be asked, which may make them. */
  private void checkUnasked(Browsing browsing) throws Unavailable, JMSException {
    if (browsing.isArtemis()) {
      alarms.raise(
          UNCHECKED,
          "it is not checked whether the broker loses, moves or deletes half messages; set"
              + " managementQueue to the JNDI name of its address activemq.management");
    } else {
      alarms.clear(UNCHECKED);
    }
    for (String queue : propertyOf.keySet()) {
      try {
        browsing.require(queue);
      } catch (JMSException e) {
        throw cannotUse(queue, e);
      }
    }
  }

  private Unavailable cannotUse(String queue, JMSException why) {
    return new Unavailable(
        "%s: cannot use %s: %s".formatted(propertyOf.get(queue), queue, why.getMessage()), why);
  }
}
