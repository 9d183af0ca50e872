package dev.halfway.ra.broker;

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
 * Makes connections of the broker's own connection factory, which is looked up at each use: one
 * that is bound later, or bound anew, is found. Thread-safe.
 */
public final class BrokerConnector {

  private static final int MAX_USERS = 1_000;

  private final BrokerSettings settings;
  private final Map<String, ConnectionAttempts> attempts = new ConcurrentHashMap<>();
  private final Watchdog watchdog;
  private final @Nullable Management management;

  public BrokerConnector(BrokerSettings settings, Watchdog watchdog) {
    this.settings = settings;
    this.watchdog = watchdog;
    String queue = settings.managementQueue();
    this.management = queue == null ? null : new Management(this, queue);
  }

  /** What it tells about itself; null when it cannot be asked. */
  public @Nullable Management management() {
    return management;
  }

  public Watchdog watchdog() {
    return watchdog;
  }

  /** Closes a connection; waits for that no longer than for any call. */
  public void close(Connection connection) {
    watchdog.close(connection);
  }

  /** A new connection as the adapter's own user. */
  public Connection connect() throws JMSException {
    return connect(null, null);
  }

  /**
   * A new connection; a null user is the adapter's own. Callers wait no longer than for any call,
   * and fail with a call of the same user that they had to wait for.
   */
  public Connection connect(@Nullable String asUser, @Nullable String withPassword)
      throws JMSException {
    String user = asUser == null ? settings.user() : asUser;
    String password = asUser == null ? settings.password() : withPassword;
    ConnectionFactory factory = factory();
    return attempts(user)
        .connect(
            () ->
                user == null
                    ? factory.createConnection()
                    : factory.createConnection(user, password));
  }

  /** Of each user its own: the broker may refuse one, for a limit of that user's say. */
  private ConnectionAttempts attempts(@Nullable String asUser) {
    if (attempts.size() > MAX_USERS) {
      attempts.clear();
    }
    return attempts.computeIfAbsent(
        String.valueOf(asUser),
        one -> new ConnectionAttempts(watchdog.threads(), watchdog.limit()));
  }

  private ConnectionFactory factory() throws JMSException {
    String jndiName = settings.connectionFactory();
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
              + " one that neither pools nor enlists (in WildFly: java:/ConnectionFactory)",
          null);
    }
    String objection = RedeliveryLimit.objection(factory);
    if (objection != null) {
      throw failure(jndiName + ": " + objection, null);
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
