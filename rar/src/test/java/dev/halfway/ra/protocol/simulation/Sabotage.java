package dev.halfway.ra.protocol.simulation;

import java.util.function.UnaryOperator;

/**
 * What comes between the adapter and the world at one port, to see whether the judge notices.
 *
 * @param port which one
 * @param breaking makes another one of the real one
 */
record Sabotage(Class<?> port, UnaryOperator<Object> breaking) {

  static final Sabotage NONE = new Sabotage(Void.class, UnaryOperator.identity());

  @SuppressWarnings("unchecked")
  static <T> Sabotage of(Class<? super T> port, UnaryOperator<T> breaking) {
    return new Sabotage(port, real -> breaking.apply((T) real));
  }

  /** What is used in place of the real one. */
  @SuppressWarnings("unchecked")
  <T> T on(Class<? super T> used, T real) {
    return used == port ? (T) breaking.apply(real) : real;
  }
}
