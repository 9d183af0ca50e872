package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.Envelope.Settlement;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.DivertConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DeletionPolicy;
import org.apache.activemq.artemis.core.settings.impl.SlowConsumerPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A broker by whose settings half messages could get lost is found out while it runs: nothing is
 * sent until it is mended, and then everything is.
 */
@TestInstance(Lifecycle.PER_CLASS)
class QueueSettingsTest {

  private static final String LANE = RelayLab.HALF + ".0";

  /** One setting, switched to what would do harm. */
  private record Switched<T>(String setting, String found, String wanted, Consumer<T> by) {
    @Override
    public String toString() {
      return setting + "=" + found;
    }

    String alarm(String property, String queue) {
      return "%s: %s: %s is %s, %s is wanted: ".formatted(property, queue, setting, found, wanted);
    }
  }

  static final List<Switched<AddressSettings>> ADDRESS =
      List.of(
          new Switched<>("max-delivery-attempts", "7", "-1", s -> s.setMaxDeliveryAttempts(7)),
          new Switched<>("redelivery-delay", "50", "0", s -> s.setRedeliveryDelay(50)),
          new Switched<>("expiry-delay", "5000", "-1", s -> s.setExpiryDelay(5000L)),
          new Switched<>("min-expiry-delay", "5000", "-1", s -> s.setMinExpiryDelay(5000L)),
          new Switched<>("max-expiry-delay", "5000", "-1", s -> s.setMaxExpiryDelay(5000L)),
          full(AddressFullMessagePolicy.BLOCK),
          full(AddressFullMessagePolicy.DROP),
          full(AddressFullMessagePolicy.FAIL),
          new Switched<>("page-limit-bytes", "1000", "-1", s -> s.setPageLimitBytes(1000L)),
          new Switched<>("page-limit-messages", "10", "-1", s -> s.setPageLimitMessages(10L)),
          new Switched<>(
              "default-last-value-queue", "true", "false", s -> s.setDefaultLastValueQueue(true)),
          new Switched<>(
              "default-last-value-key",
              "stock",
              "none",
              s -> s.setDefaultLastValueKey(SimpleString.of("stock"))),
          new Switched<>("default-ring-size", "100", "-1", s -> s.setDefaultRingSize(100)),
          new Switched<>(
              "default-purge-on-no-consumers",
              "true",
              "false",
              s -> s.setDefaultPurgeOnNoConsumers(true)),
          new Switched<>(
              "default-non-destructive", "true", "false", s -> s.setDefaultNonDestructive(true)),
          new Switched<>(
              "default-exclusive-queue", "true", "false", s -> s.setDefaultExclusiveQueue(true)),
          new Switched<>("default-max-consumers", "1", "-1", s -> s.setDefaultMaxConsumers(1)),
          new Switched<>(
              "default-consumers-before-dispatch",
              "2",
              "0",
              s -> s.setDefaultConsumersBeforeDispatch(2)),
          new Switched<>("auto-delete-queues", "true", "false", s -> s.setAutoDeleteQueues(true)),
          new Switched<>(
              "auto-delete-created-queues",
              "true",
              "false",
              s -> s.setAutoDeleteCreatedQueues(true)),
          new Switched<>(
              "config-delete-queues",
              "FORCE",
              "OFF",
              s -> s.setConfigDeleteQueues(DeletionPolicy.FORCE)),
          new Switched<>(
              "config-delete-addresses",
              "FORCE",
              "OFF",
              s -> s.setConfigDeleteAddresses(DeletionPolicy.FORCE)),
          new Switched<>("redistribution-delay", "1000", "-1", s -> s.setRedistributionDelay(1000)),
          new Switched<>(
              "retroactive-message-count", "9", "0", s -> s.setRetroactiveMessageCount(9)),
          new Switched<>(
              "slow-consumer-policy",
              "KILL",
              "NOTIFY",
              s -> s.setSlowConsumerPolicy(SlowConsumerPolicy.KILL)));

  static final List<Switched<QueueConfiguration>> QUEUE =
      List.of(
          new Switched<>("durable", "false", "true", q -> q.setDurable(false)),
          new Switched<>("temporary", "true", "false", q -> q.setDurable(false).setTemporary(true)),
          new Switched<>("auto-delete", "true", "false", q -> q.setAutoDelete(true)),
          new Switched<>(
              "routing-type", "MULTICAST", "ANYCAST", q -> q.setRoutingType(RoutingType.MULTICAST)),
          new Switched<>("filter", "a = 1", "none", q -> q.setFilterString("a = 1")),
          new Switched<>("enabled", "false", "true", q -> q.setEnabled(false)),
          new Switched<>("last-value", "true", "false", q -> q.setLastValue(true)),
          new Switched<>("ring-size", "100", "-1", q -> q.setRingSize(100L)),
          new Switched<>(
              "purge-on-no-consumers", "true", "false", q -> q.setPurgeOnNoConsumers(true)),
          new Switched<>("exclusive", "true", "false", q -> q.setExclusive(true)),
          new Switched<>("max-consumers", "1", "-1", q -> q.setMaxConsumers(1)),
          new Switched<>(
              "consumers-before-dispatch", "2", "0", q -> q.setConsumersBeforeDispatch(2)),
          new Switched<>("address", "elsewhere", RelayLab.PARKED, q -> q.setAddress("elsewhere")));

  private static Switched<AddressSettings> full(AddressFullMessagePolicy policy) {
    return new Switched<>(
        "address-full-policy", policy.name(), "PAGE", s -> s.setAddressFullMessagePolicy(policy));
  }

  private final RelayLab lab = new RelayLab();
  private Engine engine;

  @BeforeAll
  void start() {
    lab.start();
    engine = lab.engine();
  }

  @AfterAll
  void stop() {
    lab.close();
  }

  @ParameterizedTest
  @FieldSource("ADDRESS")
  void addressMayNotHave(Switched<AddressSettings> switched) {
    AddressSettings settings = new AddressSettings();
    switched.by().accept(settings);
    lab.broker.with(RelayLab.WAITING, settings);

    assertRefused(switched.alarm("halfQueue", RelayLab.WAITING));

    lab.broker.without(RelayLab.WAITING);
    assertMended();
  }

  @ParameterizedTest
  @FieldSource("QUEUE")
  void queueMayNotHave(Switched<QueueConfiguration> switched) {
    QueueConfiguration queue =
        QueueConfiguration.of(RelayLab.PARKED).setRoutingType(RoutingType.ANYCAST);
    switched.by().accept(queue);
    lab.broker.remove(RelayLab.PARKED).queue(queue);

    assertRefused(switched.alarm("parkedQueue", RelayLab.PARKED));

    lab.broker.remove(RelayLab.PARKED).queue(RelayLab.PARKED);
    assertMended();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {LANE, RelayLab.HALF + ".1", RelayLab.WAITING, RelayLab.PARKED, RelayLab.CONTROL})
  void everyQueueIsLookedAt(String queue) {
    lab.broker.with(queue, new AddressSettings().setExpiryDelay(1000L));

    assertRefused(queue + ": expiry-delay is 1000, -1 is wanted: half messages would expire");

    lab.broker.without(queue);
    assertMended();
  }

  @Test
  void queueMayNotBePaused() throws Exception {
    lab.broker.server().locateQueue(RelayLab.WAITING).pause();

    assertRefused("halfQueue: halfway.half.waiting: paused is true, false is wanted: ");

    lab.broker.server().locateQueue(RelayLab.WAITING).resume();
    assertMended();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nobodyElseMayGetHalfMessages(boolean exclusive) throws Exception {
    lab.broker
        .server()
        .deployDivert(
            new DivertConfiguration()
                .setName("leak")
                .setAddress(LANE)
                .setForwardingAddress(RelayLab.TO)
                .setExclusive(exclusive));

    assertRefused(
        "halfQueue: halfway.half.0: a divert or another queue on its address is leak, none is"
            + " wanted: ");

    lab.broker.server().destroyDivert(SimpleString.of("leak"));
    assertMended();
  }

  @Test
  void nobodyMayShareAnAddress() {
    lab.broker.queue(
        QueueConfiguration.of("half")
            .setAddress(RelayLab.PARKED)
            .setRoutingType(RoutingType.ANYCAST));

    assertRefused(
        "parkedQueue: halfway.half.parked: a divert or another queue on its address is half, none"
            + " is wanted: ");

    lab.broker.remove("half");
    assertMended();
  }

  /** What is sent to a queue does not come to them. */
  @Test
  void subscriptionsOfTopicsAreNoMatter() throws Exception {
    lab.broker.queue(
        QueueConfiguration.of("topic")
            .setAddress(RelayLab.HALF + ".#")
            .setRoutingType(RoutingType.MULTICAST));

    lab.broker.with(RelayLab.WAITING, new AddressSettings().setExpiryDelay(1L));
    assertRefused("expiry-delay is 1");
    lab.broker.without(RelayLab.WAITING);
    assertMended();
    lab.committed(engine, "not for topics");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("not for topics");

    assertThat(lab.broker.added("topic")).isZero();
    lab.broker.remove("topic");
  }

  @Test
  void everythingThatIsWrongIsNamed() {
    lab.broker.with(RelayLab.HALF + ".*", new AddressSettings().setMaxDeliveryAttempts(3));
    lab.broker.with(RelayLab.CONTROL, new AddressSettings().setDefaultRingSize(1));

    assertRefused(
        "halfQueue: halfway.half.0, halfway.half.1, halfway.half.waiting: max-delivery-attempts is"
            + " 3, -1 is wanted: half messages would become dead letters; parkedQueue:"
            + " halfway.half.parked: max-delivery-attempts is 3, -1 is wanted: half messages would"
            + " become dead letters; controlQueue: halfway.half.control: max-delivery-attempts is"
            + " 3, -1 is wanted: half messages would become dead letters; controlQueue:"
            + " halfway.half.control: default-ring-size is 1, -1 is wanted: ");

    lab.broker.without(RelayLab.HALF + ".*").without(RelayLab.CONTROL);
    assertMended();
  }

  /** The setting of a later Artemis has its own in {@link QueueRuleTest}. */
  @Test
  void everySettingHasItsRow() {
    assertThat(ADDRESS)
        .extracting(Switched::setting)
        .containsAll(
            names(QueueRule.OF_ADDRESS).filter(one -> !one.equals("disk-full-policy")).toList());
    assertThat(QUEUE)
        .extracting(Switched::setting)
        .containsAll(names(QueueRule.OF_QUEUE).filter(one -> !one.equals("paused")).toList());
  }

  private static Stream<String> names(List<QueueRule> rules) {
    return rules.stream().map(QueueRule::setting);
  }

  private void assertRefused(String why) {
    soon()
        .untilAsserted(
            () -> {
              assertThatThrownBy(() -> engine.store(Settlement.MARKER, "default"))
                  .isInstanceOf(JMSException.class)
                  .hasMessageStartingWith("half messages cannot be sent: ")
                  .hasMessageContaining(why);
              assertThat(engine.status().ready()).isFalse();
              assertThat(engine.status().alarms())
                  .anyMatch(one -> one.startsWith("adapter: ") && one.contains(why));
            });
  }

  private void assertMended() {
    eventually(() -> engine.status().ready());
    soon().until(() -> engine.status().alarms().isEmpty());
  }
}
