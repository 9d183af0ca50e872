package dev.halfway.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.halfway.half.payments.Completion;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.half.probe.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An adapter that is configured wrongly says so, by the property, in the exception that the sender
 * gets and in its alarm. All of them are in one server, beside one that is right.
 */
class WrongConfigurationTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Where the manual has it. */
  private static final String MANAGEMENT = "java:/jms/management";

  /** What is wrong, and what is said. */
  private enum Wrong {
    MISSING_DATASOURCE(
        Map.of("dataSource", "java:/jdbc/nowhere"),
        "dataSource: nothing is bound at java:/jdbc/nowhere"),
    XA_DATASOURCE(
        Map.of("dataSource", "java:/jdbc/orders-xa"), "dataSource: it is an XA datasource"),
    DATASOURCE_WITHOUT_JTA(
        Map.of("dataSource", "java:/jdbc/no-jta"), "dataSource: it takes no part in JTA"),
    READ_ONLY_DATABASE(
        Map.of("dataSource", "java:/jdbc/read-only"), "dataSource: the database takes no writes"),
    NO_DATASOURCE(
        Map.of("dataSource", "java:/jms/half/0"),
        "dataSource: java:/jms/half/0 is no javax.sql.DataSource"),
    MISSING_RELAY_DATASOURCE(
        Map.of("relayDataSource", "java:/jdbc/nowhere"),
        "relayDataSource: nothing is bound at java:/jdbc/nowhere"),
    RELAY_DATASOURCE_ELSEWHERE(
        Map.of("relayDataSource", "java:/jdbc/no-jta"),
        "relayDataSource: it leads to another database than dataSource"),
    MISSING_HALF_QUEUE(Map.of("halfQueue", "nowhere"), "halfQueue: cannot use nowhere.0"),
    MISSING_PARKED_QUEUE(Map.of("parkedQueue", "nowhere"), "parkedQueue: cannot use nowhere"),
    MISSING_CONTROL_QUEUE(Map.of("controlQueue", "nowhere"), "controlQueue: cannot use nowhere"),
    MISSING_QUEUES(
        Map.of("halfQueue", "nowhere", "managementQueue", MANAGEMENT),
        "halfQueue: nowhere.0, nowhere.1, nowhere.waiting: the broker has no such queue, and"
            + " auto-create-queues is false"),
    LIMITED_HALF_QUEUE(
        Map.of("halfQueue", "limited", "managementQueue", MANAGEMENT),
        "halfQueue: limited.0, limited.1, limited.waiting: max-delivery-attempts is 10, -1 is"
            + " wanted: half messages would become dead letters; halfQueue: limited.0, limited.1,"
            + " limited.waiting: expiry-delay is 60000, -1 is wanted: "),
    BLOCKING_HALF_QUEUE(
        Map.of("halfQueue", "blocking", "managementQueue", MANAGEMENT),
        "halfQueue: blocking.0, blocking.1, blocking.waiting: address-full-policy is BLOCK, PAGE is"
            + " wanted: when full it would block callers, or lose messages; halfQueue: blocking.1:"
            + " a divert or another queue on its address is copy, none is wanted: "),
    MISSING_MANAGEMENT_QUEUE(
        Map.of("managementQueue", "java:/jms/nowhere"),
        "managementQueue: no queue is bound at java:/jms/nowhere"),
    POOLED_CONNECTION_FACTORY(
        Map.of("connectionFactory", "java:/JmsXA"), "connectionFactory: java:/JmsXA is pooled"),
    NO_CONNECTION_FACTORY(
        Map.of("connectionFactory", "java:/jdbc/orders-db"),
        "connectionFactory: java:/jdbc/orders-db is no jakarta.jms.ConnectionFactory"),
    LATE_BROKER(
        Map.of("connectionFactory", "java:/jms/late-broker", "managementQueue", MANAGEMENT),
        "connectionFactory: nothing is bound at java:/jms/late-broker");

    @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable.
    final Map<String, String> properties;

    final String said;

    Wrong(Map<String, String> properties, String said) {
      this.properties = properties;
      this.said = said;
    }

    String factory() {
      return "java:/jms/" + name();
    }
  }

  private static final String QUEUES =
      """
      /subsystem=messaging-activemq/server=default/jms-queue=limited.0:add(entries=[java:/jms/limited/0])
      /subsystem=messaging-activemq/server=default/jms-queue=limited.1:add(entries=[java:/jms/limited/1])
      /subsystem=messaging-activemq/server=default/jms-queue=limited.waiting:add(entries=[java:/jms/limited/waiting])
      /subsystem=messaging-activemq/server=default/jms-queue=blocking.0:add(entries=[java:/jms/blocking/0])
      /subsystem=messaging-activemq/server=default/jms-queue=blocking.1:add(entries=[java:/jms/blocking/1])
      /subsystem=messaging-activemq/server=default/jms-queue=blocking.waiting:add(entries=[java:/jms/blocking/waiting])
      /subsystem=messaging-activemq/server=default/address-setting=jms.queue.blocking.#:add(max-delivery-attempts=-1,address-full-policy=BLOCK)
      /subsystem=messaging-activemq/server=default/address-setting=jms.queue.limited.#:add(expiry-delay=60000)
      /subsystem=messaging-activemq/server=default/divert=copy:add(divert-address=jms.queue.blocking.1,forwarding-address=jms.queue.DLQ,exclusive=false)
      """;

  /** The database that takes no writes is made through another datasource first. */
  private static final String DATASOURCES =
      """
      xa-data-source add --name=orders-xa --jndi-name=java:/jdbc/orders-xa --driver-name=h2 --xa-datasource-properties={URL=jdbc:h2:mem:xa} --user-name=sa --password=sa
      data-source add --name=no-jta --jndi-name=java:/jdbc/no-jta --jta=false --driver-name=h2 --connection-url=jdbc:h2:mem:no-jta --user-name=sa --password=sa
      data-source add --name=written --jndi-name=java:/jdbc/written --driver-name=h2 --connection-url=jdbc:h2:file:${jboss.server.data.dir}/old --user-name=sa --password=sa
      data-source add --name=read-only --jndi-name=java:/jdbc/read-only --driver-name=h2 --connection-url=jdbc:h2:file:${jboss.server.data.dir}/old;ACCESS_MODE_DATA=r --user-name=sa --password=sa
      /subsystem=datasources/data-source=written:test-connection-in-pool
      """;

  private static StandaloneAdapter adapter;
  private static HalfProbe probe;
  private static Payer payer;

  @BeforeAll
  static void start() {
    String wrong =
        String.join(
            "\n",
            Arrays.stream(Wrong.values())
                .flatMap(one -> added(one.name(), one.properties))
                .toList());
    adapter = StandaloneAdapter.start("wrong-configuration", QUEUES, DATASOURCES, wrong);
    probe = HalfProbe.deployTo(adapter.server());
    payer = Payer.deployTo(adapter.server(), "java:/jms/HalfMessages");
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LATE_BROKER")
  void isTheSendersErrorAndAnAlarm(Wrong wrong) {
    AdapterBean bean = new AdapterBean(adapter.server().managementPort(), wrong.name());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(bean.alarms())
                    .anyMatch(alarm -> alarm.startsWith("adapter: " + wrong.said)));

    assertThat(payer.by(wrong.factory()).pay(wrong.name(), Completion.COMMIT, ""))
        .contains(wrong.said);
    assertThat(bean.isReady()).isFalse();
    assertThat(probe.browse()).isEmpty();
  }

  @Test
  void isOverWhenTheBrokerComes() {
    AdapterBean bean = new AdapterBean(adapter.server().managementPort(), Wrong.LATE_BROKER.name());
    Payer late = payer.by(Wrong.LATE_BROKER.factory());
    assertThat(late.pay("early", Completion.COMMIT, "")).contains(Wrong.LATE_BROKER.said);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(bean.alarms()).contains("adapter: " + Wrong.LATE_BROKER.said));

    adapter
        .server()
        .cli(
            "/subsystem=messaging-activemq/server=default/connection-factory=late:add(connectors=[in-vm],entries=[java:/jms/late-broker])");

    await().atMost(PATIENCE).until(() -> bean.isReady());
    assertThat(bean.alarms()).isEmpty();
    assertThat(late.pay("late", Completion.COMMIT, "")).isEmpty();
    await().atMost(PATIENCE).until(() -> !probe.browse().isEmpty());
    assertThat(probe.receiveAll()).extracting(Received::text).containsExactly("late");
  }

  @Test
  void keepsTheAdapterFromStartingWhereItIsNotWorthWaiting() {
    for (Map.Entry<String, String> wrong :
        Map.of("immunity", "-1", "lanes", "65", "schema", "DROP").entrySet()) {
      String name = "wrong-" + wrong.getKey();
      List<String> commands =
          new ArrayList<>(added(name, Map.of(wrong.getKey(), wrong.getValue())).toList());
      commands.add("/subsystem=resource-adapters/resource-adapter=" + name + ":activate");

      assertThatThrownBy(() -> adapter.server().cli(String.join("\n", commands)))
          .hasMessageContaining("failed");

      assertThat(adapter.server().console())
          .containsPattern(
              "half messages are configured wrongly: "
                  + wrong.getKey()
                  + ": .*, not '?"
                  + wrong.getValue());
    }
  }

  @Test
  void keepsTheConnectionFactoryFromStartingToo() {
    List<String> commands = new ArrayList<>(added("wrong-factory", Map.of()).toList());
    commands.add(
        "/subsystem=resource-adapters/resource-adapter=wrong-factory/connection-definitions=wrong-factory/config-properties=settlement:add(value=NOBODY)");
    commands.add("/subsystem=resource-adapters/resource-adapter=wrong-factory:activate");

    assertThatThrownBy(() -> adapter.server().cli(String.join("\n", commands)))
        .hasMessageContaining("failed");

    assertThat(adapter.server().console()).contains("property: settlement value: NOBODY");
  }

  /** One more adapter of the same archive, right but for these properties. */
  private static Stream<String> added(String name, Map<String, String> properties) {
    String resource = "/subsystem=resource-adapters/resource-adapter=" + name;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("dataSource", "java:/jdbc/orders-db");
    all.put("node", name);
    all.putAll(properties);
    return Stream.of(
            Stream.of(
                resource + ":add(archive=halfway-rar.rar,transaction-support=XATransaction)",
                resource
                    + "/connection-definitions="
                    + name
                    + ":add(class-name=dev.halfway.ra.outbound.HalfMessageManagedConnectionFactory,jndi-name=java:/jms/"
                    + name
                    + ",no-recovery=true)"),
            all.entrySet().stream()
                .map(
                    one ->
                        resource
                            + "/config-properties="
                            + one.getKey()
                            + ":add(value="
                            + one.getValue()
                            + ")"))
        .flatMap(commands -> commands);
  }
}
