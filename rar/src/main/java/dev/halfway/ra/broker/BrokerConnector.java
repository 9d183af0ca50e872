package dev.halfway.ra.broker;

import dev.halfway.ra.runtime.RelayConfiguration;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.resource.Referenceable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The broker, by its own connection factory.
 *
 * <p>Looked up at each use, so that a factory that is bound later, or anew, is found. Thread-safe.
 */
public final class BrokerConnector {

  private static final int MOST_USERS = 1_000;

  private final String jndiName;
  private final @Nullable String user;
  private final @Nullable String password;
  private final Map<String, ConnectionAttempts> attempts = new ConcurrentHashMap<>();
  private final Watchdog watchdog;
  private final @Nullable Management management;

  /** The broker of a configuration. */
  public BrokerConnector(RelayConfiguration configuration, Watchdog watchdog) {
    this(
        configuration.connectionFactory(),
        configuration.user(),
        configuration.password(),
        configuration.managementQueue(),
        watchdog);
  }

  /**
   * A broker.
   *
   * @param jndiName of a connection factory that neither pools nor enlists
   * @param user null for none
   * @param password null for none
   * @param managementQueue JNDI name of the address where it can be asked about itself; null when
   *     it cannot
   */
  public BrokerConnector(
      String jndiName,
      @Nullable String user,
      @Nullable String password,
      @Nullable String managementQueue,
      Watchdog watchdog) {
    this.jndiName = jndiName;
    this.user = user;
    this.password = password;
    this.watchdog = watchdog;
    this.management = managementQueue == null ? null : new Management(this, managementQueue);
  }

  /** What it tells about itself; null when it cannot be asked. */
  public @Nullable Management management() {
    return management;
  }

  /** Who ends calls that last too long. */
  public Watchdog watchdog() {
    return watchdog;
  }

  /** Closes a connection; waits for that no longer than for any call. */
  public void close(Connection connection) {
    watchdog.close(connection);
  }

  /** A new connection as the adapter's own user. */
  public Connection connect() throws JMSException {
    return connect(user, password);
  }

  /**
   * A new connection; a null user is the adapter's own. Nobody waits for it longer than for any
   * call.
   *
   * @throws JMSException when none can be made, by this call or by one of the same user that it had
   *     to wait for
   */
  public Connection connect(@Nullable String asUser, @Nullable String withPassword)
      throws JMSException {
    ConnectionFactory factory = factory();
    return attempts(asUser).connect(() -> connect(factory, asUser, withPassword));
  }

  /** Of each user its own: the broker may refuse one, for a limit of that user's say. */
  private ConnectionAttempts attempts(@Nullable String asUser) {
    if (attempts.size() > MOST_USERS) {
      attempts.clear();
    }
    return attempts.computeIfAbsent(
        String.valueOf(asUser), one -> new ConnectionAttempts(watchdog.threads(), watchdog.limit()));
  }

  private Connection connect(
      ConnectionFactory factory, @Nullable String asUser, @Nullable String withPassword)
      throws JMSException {
    if (asUser != null) {
      return factory.createConnection(asUser, withPassword);
    }
    return user == null ? factory.createConnection() : factory.createConnection(user, password);
  }

  private ConnectionFactory factory() throws JMSException {
    Object found;
    try {
      found = lookup(jndiName);
    } catch (NamingException e) {
      throw failure("nothing is bound at " + jndiName, e);
    }
    if (!(found instanceof ConnectionFactory factory)) {
      throw failure(
          jndiName + " is no jakarta.jms.ConnectionFactory but a " + found.getClass(), null);
    }
    // Jakarta Connectors 2.1, 6.5.1.1: the factories of resource adapters implement it. What is
    // sent through one would be enlisted in the caller's transaction instead of preceding its
    // commit.
    if (factory instanceof Referenceable) {
      throw failure(
          jndiName
              + " is pooled and enlisted by the server; name the broker's own connection factory,"
              + " as in java:/ConnectionFactory",
          null);
    }
    return factory;
  }

  @SuppressWarnings("BanJNDI") // The names come from the server's configuration.
  public static Object lookup(String name) throws NamingException {
    return new InitialContext().lookup(name);
  }

  private static JMSException failure(String what, @Nullable Exception cause) {
    return new Unusable("connectionFactory: " + what, cause);
  }

  /** What the broker is reached by does not serve. The message names the property. */
  public static final class Unusable extends JMSException {
    private static final long serialVersionUID = 1;

    Unusable(String message, @Nullable Exception cause) {
      super(message);
      if (cause != null) {
        initCause(cause);
      }
    }
  }
}
