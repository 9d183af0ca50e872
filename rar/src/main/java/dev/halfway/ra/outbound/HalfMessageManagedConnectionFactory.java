package dev.halfway.ra.outbound;

import dev.halfway.ra.protocol.Envelope.Settlement;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import jakarta.resource.spi.security.PasswordCredential;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one connection factory for half messages, and the maker of its managed
 * connections. Setters refuse wrong values, so a deployment fails instead of a transaction.
 * Equality follows the configuration (Jakarta Connectors 2.1, 6.5.3.2).
 */
@ConnectionDefinition(
    connectionFactory = ConnectionFactory.class,
    connectionFactoryImpl = HalfConnectionFactory.class,
    connection = Connection.class,
    connectionImpl = HalfConnection.class)
public class HalfMessageManagedConnectionFactory
    implements ManagedConnectionFactory,
        ResourceAdapterAssociation,
        ValidatingManagedConnectionFactory,
        TransactionSupport {

  private static final long serialVersionUID = 1;
  private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final int MAX_SYNC_TIMEOUT = 600_000;

  private enum Completion {
    ASYNC,
    SYNC
  }

  @ConfigProperty(
      defaultValue = "default",
      description =
          "Name of the group of senders, 1 to 64 letters, digits, '_', '.' or '-'. A"
              + " TransactionChecker is bound to a group.")
  private String group = "default";

  @ConfigProperty(
      defaultValue = "MARKER",
      description =
          "Who knows how a transaction ended: MARKER, a row written with it through the adapter's"
              + " datasource, or CHECKER, the group's TransactionChecker.")
  private String settlement = Settlement.MARKER.name();

  @ConfigProperty(
      defaultValue = "ASYNC",
      description =
          "ASYNC: a commit returns when messages and database are durable. SYNC: it also waits"
              + " until the messages are at their destinations, at most syncTimeout; needs the"
              + " adapter's relayDataSource where settlement is MARKER.")
  private String completion = Completion.ASYNC.name();

  @ConfigProperty(
      defaultValue = "10000",
      description =
          "How long a commit waits with completion SYNC, in milliseconds, 1 to 600000. When it is"
              + " over the transaction has committed all the same and delivery is pending.")
  private Integer syncTimeout = 10_000;

  @ConfigProperty(
      description =
          "User at the broker when neither the server nor the application names one. Default: the"
              + " adapter's own.")
  private @Nullable String userName;

  @ConfigProperty(description = "Password of userName.", confidential = true)
  private @Nullable String password;

  private transient @Nullable ResourceAdapter adapter;

  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    if (!GROUP.matcher(group).matches()) {
      throw new IllegalArgumentException(
          "group must be 1 to 64 letters, digits, '_', '.' or '-': '" + group + "'");
    }
    this.group = group;
  }

  public String getSettlement() {
    return settlement;
  }

  public void setSettlement(String settlement) {
    this.settlement = constant(Settlement.class, "settlement", settlement);
  }

  public String getCompletion() {
    return completion;
  }

  public void setCompletion(String completion) {
    this.completion = constant(Completion.class, "completion", completion);
  }

  public Integer getSyncTimeout() {
    return syncTimeout;
  }

  public void setSyncTimeout(Integer syncTimeout) {
    if (syncTimeout < 1 || syncTimeout > MAX_SYNC_TIMEOUT) {
      throw new IllegalArgumentException(
          "syncTimeout must be 1 to " + MAX_SYNC_TIMEOUT + " milliseconds: " + syncTimeout);
    }
    this.syncTimeout = syncTimeout;
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

  private static <E extends Enum<E>> String constant(Class<E> type, String property, String value) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    if (!names.contains(value)) {
      throw new IllegalArgumentException(
          "%s must be one of %s: '%s'".formatted(property, String.join(", ", names), value));
    }
    return value;
  }

  SenderGroup senders() {
    Duration deliveryTimeout =
        Completion.valueOf(completion) == Completion.SYNC
            ? Duration.ofMillis(syncTimeout)
            : Duration.ZERO;
    return new SenderGroup(group, Settlement.valueOf(settlement), deliveryTimeout);
  }

  @Override
  public Object createConnectionFactory(ConnectionManager manager) {
    return new HalfConnectionFactory(this, manager);
  }

  /** Not supported: without a server there is no transaction to take part in. */
  @Override
  public Object createConnectionFactory() throws ResourceException {
    throw new NotSupportedException("half messages need an application server's transactions");
  }

  @Override
  public ManagedConnection createManagedConnection(
      @Nullable Subject subject, @Nullable ConnectionRequestInfo info) throws ResourceException {
    if (password != null && !password.isBlank() && configured().user() == null) {
      throw new ResourceException("password is configured without userName");
    }
    if (!(adapter instanceof HalfMessaging.Provider provider)) {
      throw new jakarta.resource.spi.IllegalStateException(
          "the connection factory belongs to no resource adapter");
    }
    HalfMessaging messaging = provider.messaging();
    SenderGroup senders = senders();
    if (senders.waits() && senders.settlement() == Settlement.MARKER) {
      String objection = messaging.objectionToWaiting();
      if (objection != null) {
        throw new ResourceException(objection);
      }
    }
    try {
      return new HalfMessageManagedConnection(this, credentials(subject, info), messaging);
    } catch (JMSSecurityException e) {
      throw new jakarta.resource.spi.SecurityException("the broker refused the credentials", e);
    } catch (JMSException e) {
      throw new ResourceException("no connection to the broker: " + e.getMessage(), e);
    }
  }

  /** The server's word counts before the application's, and both before the configuration. */
  HalfMessageConnectionRequestInfo credentials(
      @Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
    if (subject != null) {
      for (PasswordCredential each : subject.getPrivateCredentials(PasswordCredential.class)) {
        if (equals(each.getManagedConnectionFactory())) {
          HalfMessageConnectionRequestInfo server =
              new HalfMessageConnectionRequestInfo(
                  each.getUserName(), new String(each.getPassword()));
          if (server.user() != null) {
            return server;
          }
        }
      }
    }
    if (info instanceof HalfMessageConnectionRequestInfo application
        && application.user() != null) {
      return application;
    }
    return configured();
  }

  private HalfMessageConnectionRequestInfo configured() {
    return new HalfMessageConnectionRequestInfo(userName, password);
  }

  @Override
  public @Nullable ManagedConnection matchManagedConnections(
      @SuppressWarnings("rawtypes") Set candidates,
      @Nullable Subject subject,
      @Nullable ConnectionRequestInfo info) {
    HalfMessageConnectionRequestInfo credentials = credentials(subject, info);
    return own(candidates)
        .filter(connection -> connection.isUsable() && connection.isFor(credentials))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Set<Object> getInvalidConnections(@SuppressWarnings("rawtypes") Set connections) {
    return own(connections)
        .filter(connection -> !connection.isUsable())
        .collect(Collectors.toSet());
  }

  private static Stream<HalfMessageManagedConnection> own(Set<?> connections) {
    return connections.stream()
        .filter(HalfMessageManagedConnection.class::isInstance)
        .map(HalfMessageManagedConnection.class::cast);
  }

  @Override
  public TransactionSupportLevel getTransactionSupport() {
    return TransactionSupportLevel.XATransaction;
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) {
    this.adapter = adapter;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) {}

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HalfMessageManagedConnectionFactory that
        && properties().equals(that.properties())
        && Objects.equals(adapter, that.adapter);
  }

  /** Without the adapter: servers set it late. */
  @Override
  public int hashCode() {
    return properties().hashCode();
  }

  private List<?> properties() {
    return Arrays.asList(group, settlement, completion, syncTimeout, userName, password);
  }

  @Override
  public String toString() {
    return "half messages of group " + group + ", settled by " + settlement + ", " + completion;
  }
}
