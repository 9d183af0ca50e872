package dev.halfway.ra.protocol;

/** Port to what counts and wakes. */
public interface RelayEvents {

  /** A message went to its destination. */
  void forwarded();

  /** A message was discarded. */
  void discarded();

  /** A fence was tried or a checker asked. */
  void checked();

  /** A message is in the waiting queue. */
  void setAside(RetryState state);

  /** A message is in the parked queue: an operator has to look at it. */
  void parked(Envelope envelope, RetryState state);
}
