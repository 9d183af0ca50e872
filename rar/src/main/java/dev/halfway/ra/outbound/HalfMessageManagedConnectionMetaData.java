package dev.halfway.ra.outbound;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ManagedConnectionMetaData;
import org.jspecify.annotations.Nullable;

/** What the server may know about the broker behind a managed connection. */
record HalfMessageManagedConnectionMetaData(Connection provider, @Nullable String user)
    implements ManagedConnectionMetaData {

  @Override
  public String getEISProductName() throws ResourceException {
    try {
      return provider.getMetaData().getJMSProviderName();
    } catch (JMSException e) {
      throw new ResourceException("the broker's connection says nothing about itself", e);
    }
  }

  @Override
  public String getEISProductVersion() throws ResourceException {
    try {
      return provider.getMetaData().getProviderVersion();
    } catch (JMSException e) {
      throw new ResourceException("the broker's connection says nothing about itself", e);
    }
  }

  /** No limit known. */
  @Override
  public int getMaxConnections() {
    return 0;
  }

  @Override
  public @Nullable String getUserName() {
    return user;
  }

  @Override
  public String toString() {
    return "half messages over " + provider.getClass().getName();
  }
}
