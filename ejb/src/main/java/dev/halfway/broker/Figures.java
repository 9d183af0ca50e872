package dev.halfway.broker;

/** Figures as they are shown. */
public final class Figures {

  private Figures() {}

  /** To two decimals: what is measured over seconds, or in milliseconds, tells no more. */
  public static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
