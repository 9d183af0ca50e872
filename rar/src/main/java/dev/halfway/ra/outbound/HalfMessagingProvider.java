package dev.halfway.ra.outbound;

import jakarta.resource.ResourceException;

/** The resource adapter as its connection factories see it. */
public interface HalfMessagingProvider {

  /**
   * What sending needs of the adapter, the same object for the adapter's whole life, while it runs.
   */
  HalfMessaging messaging() throws ResourceException;
}
