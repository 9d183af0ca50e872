package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.Caused;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import org.jspecify.annotations.Nullable;

/** The server's pool of one connection factory for one user; null: as configured. */
record ConnectionPool(
    ConnectionManager manager,
    HalfMessageManagedConnectionFactory factory,
    @Nullable HalfMessageConnectionRequestInfo info) {

  /** A connection, enlisted in the calling thread's transaction if there is one. */
  HalfConnection borrow() throws JMSException {
    Object handle;
    try {
      handle = manager.allocateConnection(factory, info);
    } catch (ResourceException e) {
      throw translated(e);
    }
    if (handle instanceof HalfConnection connection) {
      connection.borrowedFrom(this);
      return connection;
    }
    throw new JMSException("the server's connection manager gave " + handle.getClass());
  }

  private static JMSException translated(ResourceException e) {
    JMSException translated = new ResourceAllocationException("no connection: " + e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof jakarta.resource.spi.SecurityException
          || cause instanceof JMSSecurityException) {
        translated = new JMSSecurityException("no connection: " + cause.getMessage());
      }
    }
    return Caused.by(e, translated);
  }
}
