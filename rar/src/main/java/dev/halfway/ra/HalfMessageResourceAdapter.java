package dev.halfway.ra;

import dev.halfway.ra.inbound.CheckBack;
import dev.halfway.ra.inbound.HalfMessageActivationSpec;
import dev.halfway.ra.outbound.HalfMessaging;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * The half-message adapter inside an application server: its configuration as the server sets it,
 * one bean property each, described in its annotation, and its life cycle.
 *
 * <p>A wrong value of a property keeps it from starting, with an error that names the property.
 * What is merely not there yet, the broker, its queues, the datasource, is waited for: until then
 * every send fails with what is missing.
 *
 * <p>Each activation is an adapter of its own, with its own relay; two on one set of queues are
 * harmless and useless. Two instances are equal if they are configured equally (Jakarta Connectors
 * 2.1, 5.3.1). Thread-safe once started.
 *
 * <p>The annotations are on the fields, because IronJacamar does not find an annotated setter whose
 * parameter has a type annotation, and on fields of this class, because Open Liberty makes an
 * object of the class that declares them.
 */
@Connector(
    displayName = "Halfway",
    description = "Half messages over Jakarta Messaging",
    vendorName = "dev.halfway",
    eisType = "Jakarta Messaging",
    version = "0.1",
    transactionSupport = TransactionSupportLevel.XATransaction)
public class HalfMessageResourceAdapter implements ResourceAdapter, HalfMessaging.Provider {

  @ConfigProperty(
      defaultValue = "java:/ConnectionFactory",
      description =
          "JNDI name of the broker's own connection factory, one that neither pools nor enlists")
  private String connectionFactory = "java:/ConnectionFactory";

  @ConfigProperty(description = "User at the broker; none by default")
  private @Nullable String userName;

  @ConfigProperty(description = "Password of userName; none by default", confidential = true)
  private @Nullable String password;

  @ConfigProperty(
      description =
          "JNDI name of the datasource of the application, which is not XA and takes part in JTA"
              + " transactions; without it only groups with a TransactionChecker can send")
  private @Nullable String dataSource;

  @ConfigProperty(
      description =
          "JNDI name of another datasource of the same database for the adapter's own statements,"
              + " so that they never wait for connections that callers hold; by default dataSource,"
              + " too; required by connection factories with completion SYNC")
  private @Nullable String relayDataSource;

  @ConfigProperty(
      defaultValue = "halfway",
      description =
          "Name of the marker store, 1 to 64 letters, digits, '_', '.' or '-': the same for all"
              + " nodes that share the database, another one for every other database whose"
              + " applications share the broker")
  private String store = "halfway";

  @ConfigProperty(
      description =
          "Name of the application, 1 to 64 letters, digits, '_', '.' or '-', where there is no"
              + " dataSource: the same on all its nodes, and different from that of every other"
              + " application that shares the broker")
  private @Nullable String owner;

  @ConfigProperty(
      defaultValue = "CREATE",
      description =
          "Who makes the tables of the marker store: CREATE, the adapter, or VALIDATE, somebody"
              + " else before")
  private String schema = "CREATE";

  @ConfigProperty(
      defaultValue = "30",
      description =
          "Days whose markers are kept and dropped together, 1 to 3650; the same on all nodes")
  private Integer bucketDays = 30;

  @ConfigProperty(
      defaultValue = "node",
      description =
          "Name of this node, 1 to 64 letters, digits, '_', '.' or '-': different on every node,"
              + " and the same after a restart")
  private String node = "node";

  @ConfigProperty(
      defaultValue = "halfway.half",
      description =
          "What the names of this node's queues begin with, 1 to 200 letters, digits or any of"
              + " _.:$/-: one for each lane, which adds .0, .1 and so on, and one that adds"
              + " .waiting; different on nodes that share a broker")
  private String halfQueue = "halfway.half";

  @ConfigProperty(
      defaultValue = "2",
      description = "Half queues that are relayed side by side, 1 to 64")
  private Integer lanes = 2;

  @ConfigProperty(
      defaultValue = "halfway.half.parked",
      description =
          "Name of the queue of messages that an operator has to look at, as halfQueue; shared by"
              + " all nodes")
  private String parkedQueue = "halfway.half.parked";

  @ConfigProperty(
      defaultValue = "halfway.half.control",
      description =
          "Name of the queue by which the broker knows its marker store and the nodes, as"
              + " halfQueue; shared by all nodes")
  private String controlQueue = "halfway.half.control";

  @ConfigProperty(
      description =
          "JNDI name of Artemis's management address, by which the adapter asks whether its queues"
              + " are there and have the right settings; without it nothing is asked")
  private @Nullable String managementQueue;

  @ConfigProperty(
      defaultValue = "6000",
      description =
          "Milliseconds between the first sight of an undecided message and the fence, 0 to"
              + " 3600000")
  private Long immunity = 6000L;

  @ConfigProperty(
      defaultValue = "500",
      description =
          "Milliseconds that a lane waits for the end of a transaction of its own node, 0 to 60000")
  private Long hintTimeout = 500L;

  @ConfigProperty(
      defaultValue = "6000",
      description =
          "Milliseconds before the second check; doubled with each further one, 1 to 3600000")
  private Long checkInterval = 6000L;

  @ConfigProperty(
      defaultValue = "300000",
      description =
          "Milliseconds between checks at most, 1 to 86400000 and not less than checkInterval")
  private Long checkIntervalMax = 300000L;

  @ConfigProperty(
      defaultValue = "15",
      description =
          "Checks that came to nothing before a message is parked, 1 to 1000; outages and open"
              + " transactions do not count")
  private Integer maxChecks = 15;

  @ConfigProperty(
      defaultValue = "100",
      description = "Messages relayed in one transaction of the broker, 1 to 10000")
  private Integer batchSize = 100;

  @ConfigProperty(
      defaultValue = "3",
      description =
          "Milliseconds that a batch waits for further messages when more are on their way, 0 to"
              + " 1000")
  private Long linger = 3L;

  @ConfigProperty(
      defaultValue = "5000",
      description = "Milliseconds between signs of life, 100 to 600000")
  private Long heartbeat = 5000L;

  @ConfigProperty(
      defaultValue = "30000",
      description =
          "Milliseconds without a sign of life after which other nodes relay the queues of this"
              + " one, 300 to 86400000 and not less than three heartbeats")
  private Long takeoverAfter = 30000L;

  @ConfigProperty(
      defaultValue = "10000",
      description =
          "Milliseconds that a call of the broker may last before its connection is closed, and"
              + " that connecting may, 1000 to 600000")
  private Long sendTimeout = 10000L;

  @ConfigProperty(
      defaultValue = "30000",
      description =
          "Milliseconds that a TransactionChecker may take before it is interrupted, which counts"
              + " as no answer, 1000 to 600000")
  private Long checkTimeout = 30000L;

  @ConfigProperty(
      defaultValue = "250",
      description =
          "Milliseconds that a fence waits for an open transaction, 1 to 60000 and less than"
              + " queryTimeout")
  private Long lockTimeout = 250L;

  @ConfigProperty(
      defaultValue = "10",
      description = "Seconds that a statement of the adapter may last, 1 to 3600")
  private Integer queryTimeout = 10;

  @ConfigProperty(
      defaultValue = "10000",
      description =
          "Half messages of this node on their way before callers are made to wait, 1 to 10000000")
  private Integer maxPending = 10000;

  @ConfigProperty(
      defaultValue = "5000",
      description = "Milliseconds that a caller waits for room before its send fails, 0 to 600000")
  private Long backPressureTimeout = 5000L;

  private final CheckBack checkers = new CheckBack();
  private final RunningAdapter running = new RunningAdapter(checkers);

  @Override
  public void start(BootstrapContext context) throws ResourceAdapterInternalException {
    AdapterConfiguration configuration;
    try {
      configuration = AdapterConfiguration.of(this);
    } catch (IllegalArgumentException e) {
      throw new ResourceAdapterInternalException(
          "half messages are configured wrongly: " + e.getMessage(), e);
    }
    running.start(configuration, context);
  }

  @Override
  public void stop() {
    running.stop();
  }

  Engine engine() throws ResourceException {
    return running.engine();
  }

  @Override
  public HalfMessaging messaging() throws ResourceException {
    return engine();
  }

  @Override
  public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec)
      throws ResourceException {
    checkers.activate(endpoints, checker(spec).getGroup());
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {
    checkers.deactivate(endpoints);
  }

  private static HalfMessageActivationSpec checker(ActivationSpec spec)
      throws NotSupportedException {
    if (spec instanceof HalfMessageActivationSpec checker) {
      return checker;
    }
    throw new NotSupportedException("only a TransactionChecker can be activated, not " + spec);
  }

  /** Recovery has nothing to do: a half message is never a prepared branch. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  public String getConnectionFactory() {
    return connectionFactory;
  }

  public void setConnectionFactory(String connectionFactory) {
    this.connectionFactory = connectionFactory;
  }

  public @Nullable String getUserName() {
    return userName;
  }

  public void setUserName(@Nullable String userName) {
    this.userName = userName;
  }

  public @Nullable String getPassword() {
    return password;
  }

  public void setPassword(@Nullable String password) {
    this.password = password;
  }

  public @Nullable String getDataSource() {
    return dataSource;
  }

  public void setDataSource(@Nullable String dataSource) {
    this.dataSource = dataSource;
  }

  public @Nullable String getRelayDataSource() {
    return relayDataSource;
  }

  public void setRelayDataSource(@Nullable String relayDataSource) {
    this.relayDataSource = relayDataSource;
  }

  public String getStore() {
    return store;
  }

  public void setStore(String store) {
    this.store = store;
  }

  public @Nullable String getOwner() {
    return owner;
  }

  public void setOwner(@Nullable String owner) {
    this.owner = owner;
  }

  public String getSchema() {
    return schema;
  }

  public void setSchema(String schema) {
    this.schema = schema;
  }

  public Integer getBucketDays() {
    return bucketDays;
  }

  public void setBucketDays(Integer bucketDays) {
    this.bucketDays = bucketDays;
  }

  public String getNode() {
    return node;
  }

  public void setNode(String node) {
    this.node = node;
  }

  public String getHalfQueue() {
    return halfQueue;
  }

  public void setHalfQueue(String halfQueue) {
    this.halfQueue = halfQueue;
  }

  public Integer getLanes() {
    return lanes;
  }

  public void setLanes(Integer lanes) {
    this.lanes = lanes;
  }

  public String getParkedQueue() {
    return parkedQueue;
  }

  public void setParkedQueue(String parkedQueue) {
    this.parkedQueue = parkedQueue;
  }

  public String getControlQueue() {
    return controlQueue;
  }

  public void setControlQueue(String controlQueue) {
    this.controlQueue = controlQueue;
  }

  public @Nullable String getManagementQueue() {
    return managementQueue;
  }

  public void setManagementQueue(@Nullable String managementQueue) {
    this.managementQueue = managementQueue;
  }

  public Long getImmunity() {
    return immunity;
  }

  public void setImmunity(Long immunity) {
    this.immunity = immunity;
  }

  public Long getHintTimeout() {
    return hintTimeout;
  }

  public void setHintTimeout(Long hintTimeout) {
    this.hintTimeout = hintTimeout;
  }

  public Long getCheckInterval() {
    return checkInterval;
  }

  public void setCheckInterval(Long checkInterval) {
    this.checkInterval = checkInterval;
  }

  public Long getCheckIntervalMax() {
    return checkIntervalMax;
  }

  public void setCheckIntervalMax(Long checkIntervalMax) {
    this.checkIntervalMax = checkIntervalMax;
  }

  public Integer getMaxChecks() {
    return maxChecks;
  }

  public void setMaxChecks(Integer maxChecks) {
    this.maxChecks = maxChecks;
  }

  public Integer getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(Integer batchSize) {
    this.batchSize = batchSize;
  }

  public Long getLinger() {
    return linger;
  }

  public void setLinger(Long linger) {
    this.linger = linger;
  }

  public Long getHeartbeat() {
    return heartbeat;
  }

  public void setHeartbeat(Long heartbeat) {
    this.heartbeat = heartbeat;
  }

  public Long getTakeoverAfter() {
    return takeoverAfter;
  }

  public void setTakeoverAfter(Long takeoverAfter) {
    this.takeoverAfter = takeoverAfter;
  }

  public Long getSendTimeout() {
    return sendTimeout;
  }

  public void setSendTimeout(Long sendTimeout) {
    this.sendTimeout = sendTimeout;
  }

  public Long getCheckTimeout() {
    return checkTimeout;
  }

  public void setCheckTimeout(Long checkTimeout) {
    this.checkTimeout = checkTimeout;
  }

  public Long getLockTimeout() {
    return lockTimeout;
  }

  public void setLockTimeout(Long lockTimeout) {
    this.lockTimeout = lockTimeout;
  }

  public Integer getQueryTimeout() {
    return queryTimeout;
  }

  public void setQueryTimeout(Integer queryTimeout) {
    this.queryTimeout = queryTimeout;
  }

  public Integer getMaxPending() {
    return maxPending;
  }

  public void setMaxPending(Integer maxPending) {
    this.maxPending = maxPending;
  }

  public Long getBackPressureTimeout() {
    return backPressureTimeout;
  }

  public void setBackPressureTimeout(Long backPressureTimeout) {
    this.backPressureTimeout = backPressureTimeout;
  }

  /** Equal when configured equally. */
  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof HalfMessageResourceAdapter that && values().equals(that.values());
  }

  @Override
  public final int hashCode() {
    return values().hashCode();
  }

  private List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>();
    for (Field property : HalfMessageResourceAdapter.class.getDeclaredFields()) {
      if (property.isAnnotationPresent(ConfigProperty.class)) {
        try {
          values.add(property.get(this));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return values;
  }
}
