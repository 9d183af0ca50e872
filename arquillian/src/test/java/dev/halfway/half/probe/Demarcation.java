package dev.halfway.half.probe;

/** Who begins and ends a transaction, if not the probe's servlet by its {@code UserTransaction}. */
public enum Demarcation {
  /** An enterprise bean, by {@code UserTransaction}. */
  BEAN,
  /** The container, around a method of an enterprise bean. */
  CONTAINER,
  /** The container, around a method of a CDI bean that is {@code @Transactional}. */
  CDI,
  /**
   * As {@link #CDI}; before it ends, it is suspended for another one, of the same script with
   * {@code -inner} after its id, which commits.
   */
  SUSPENDED
}
