package dev.halfway.ra.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/**
 * An Artemis in this process, on a journal below {@code target}, that can be stopped and started.
 */
public final class EmbeddedBroker implements LabBroker {

  private static final AtomicInteger IDS = new AtomicInteger();

  private final int id = IDS.incrementAndGet();
  private final Configuration configuration = new ConfigurationImpl();
  private final List<JournalFolder> folders = new ArrayList<>();
  private EmbeddedActiveMQ broker;
  private final Gate gate = new Gate();
  private int callTimeout = 30_000;

  /** One that does not run yet. */
  @SuppressWarnings("NullAway.Init")
  public EmbeddedBroker() {
    try {
      configuration.addAcceptorConfiguration("in-vm", "vm://" + id);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    newJournal();
    configuration.setName("broker-" + UUID.randomUUID());
    configuration.setSecurityEnabled(false);
    configuration.setJournalType(JournalType.NIO);
    configuration.setJournalBufferTimeout_NIO(100_000);
    configuration.setJournalMinFiles(2);
    configuration.setJournalFileSize(1024 * 1024);
    configuration.setMessageExpiryScanPeriod(100);
    configuration.addAddressSetting("#", settings());
  }

  /** What holds for every address that has no settings of its own. */
  public static AddressSettings settings() {
    return new AddressSettings()
        .setAutoCreateQueues(false)
        .setAutoCreateAddresses(false)
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false)
        .setExpiryAddress(SimpleString.of("expired"))
        .setMaxDeliveryAttempts(-1)
        .setRedeliveryDelay(0);
  }

  /** From the next start on it knows nothing of what was in it. */
  public EmbeddedBroker newJournal() {
    folders.add(JournalFolder.in(configuration));
    return this;
  }

  /** Settings of an address, from now on. */
  public EmbeddedBroker with(String address, AddressSettings settings) {
    configuration.addAddressSetting(address, settings);
    if (broker != null) {
      server().getAddressSettingsRepository().addMatch(address, settings);
    }
    return this;
  }

  /** No settings of its own for an address any more. */
  public EmbeddedBroker without(String address) {
    configuration.getAddressSettings().remove(address);
    server().getAddressSettingsRepository().removeMatch(address);
    return this;
  }

  /** How often it looks for queues to delete. To be called before it is started. */
  public EmbeddedBroker scanningEvery(long millis) {
    configuration.setAddressQueueScanPeriod(millis);
    return this;
  }

  /** Asks somebody who may do what. To be called before it is started. */
  public EmbeddedBroker secured(ActiveMQSecurityManager security) {
    this.security = security;
    configuration.setSecurityEnabled(true);
    configuration.setClusterUser("cluster");
    configuration.setClusterPassword("cluster");
    return this;
  }

  private ActiveMQSecurityManager security;

  /** Starts it, with what its journal has. */
  @Override
  public EmbeddedBroker start() {
    broker = new EmbeddedActiveMQ().setConfiguration(configuration);
    if (security != null) {
      broker.setSecurityManager(security);
    }
    return run(
        () -> {
          broker.start();
          server().getRemotingService().addIncomingInterceptor(gate);
        });
  }

  /** Makes a durable queue, unless there is one. */
  @Override
  public EmbeddedBroker queue(String name) {
    return run(
        () ->
            server()
                .createQueue(
                    QueueConfiguration.of(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setAutoCreateAddress(true),
                    true));
  }

  /** Makes a queue, and its address. */
  public EmbeddedBroker queue(QueueConfiguration queue) {
    return run(() -> server().createQueue(queue.setAutoCreateAddress(true)));
  }

  /** Makes a topic. */
  @Override
  public EmbeddedBroker topic(String name) {
    return run(
        () ->
            server().addAddressInfo(new AddressInfo(SimpleString.of(name), RoutingType.MULTICAST)));
  }

  /** Removes a queue and what is in it, whoever uses it. */
  public EmbeddedBroker remove(String queue) {
    return run(() -> server().destroyQueue(SimpleString.of(queue), null, false, false, true));
  }

  /** Whether there is such a queue. */
  public boolean has(String queue) {
    return queueOf(queue) != null;
  }

  /** How many messages a queue holds, those in delivery and those that are delayed included. */
  @Override
  public long count(String name) {
    return queueOf(name).getMessageCount();
  }

  @Override
  public String expired() {
    return "expired";
  }

  /** How many messages have come into a queue since the broker was started. */
  public long added(String name) {
    return queueOf(name).getMessagesAdded();
  }

  /** How many consumers a queue has. */
  public int consumers(String name) {
    return queueOf(name).getConsumerCount();
  }

  private Queue queueOf(String name) {
    return server().locateQueue(name);
  }

  /** What it does nothing behind while it is shut. */
  public Gate gate() {
    return gate;
  }

  /** Who is connected. */
  public Set<RemotingConnection> openConnections() {
    return Set.copyOf(server().getRemotingService().getConnections());
  }

  /** Closes the connections of everybody, as a network does that breaks. */
  public void cutConnections() {
    server().getRemotingService().getConnections().forEach(one -> one.fail(new CutException()));
  }

  private static final class CutException
      extends org.apache.activemq.artemis.api.core.ActiveMQException {
    private static final long serialVersionUID = 1;

    CutException() {
      super("cut by the test");
    }
  }

  /** The broker itself. */
  public ActiveMQServer server() {
    return broker.getActiveMQServer();
  }

  /** What its clients wait for an answer: a connection that breaks while it is made has none. */
  public EmbeddedBroker callTimeout(int millis) {
    callTimeout = millis;
    return this;
  }

  /** Its connection factory. */
  @Override
  public ActiveMQConnectionFactory connections() {
    return new ActiveMQConnectionFactory(
        "vm://" + id + "?reconnectAttempts=0&callTimeout=" + callTimeout);
  }

  /** Stops it in order. */
  public void stop() {
    run(broker::stop);
  }

  /** Stops it as a crash does: nothing is told to anybody, nothing is finished. */
  public void crash() {
    run(() -> server().fail(false));
  }

  private interface Step {
    void run() throws Exception;
  }

  private EmbeddedBroker run(Step step) {
    try {
      step.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  @Override
  public void close() {
    if (broker != null) {
      stop();
    }
    folders.forEach(JournalFolder::delete);
  }
}
