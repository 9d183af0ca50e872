package dev.halfway.ra.outbound;

import jakarta.resource.ResourceException;

/** The resource adapter as its connection factories see it. */
public interface HalfMessagingProvider {

  /**
   * What sending needs of the adapter, the same object for the adapter's whole life.
   *
   * @throws ResourceException when the adapter has not been started or was stopped
   */
  HalfMessaging messaging() throws ResourceException;
}
