package dev.halfway.delay;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The 18 levels of delay that those who come from RocketMQ know ({@code messageDelayLevel}). */
public final class DelayLevels {

  private static final List<Duration> LEVELS =
      Stream.of(
              "PT1S", "PT5S", "PT10S", "PT30S", "PT1M", "PT2M", "PT3M", "PT4M", "PT5M", "PT6M",
              "PT7M", "PT8M", "PT9M", "PT10M", "PT20M", "PT30M", "PT1H", "PT2H")
          .map(Duration::parse)
          .toList();

  private DelayLevels() {}

  /** All of them; the first is level 1. */
  public static List<Duration> all() {
    return LEVELS;
  }
}
