package dev.halfway.decoupling;

import java.util.Map;

/** On H2 in the data folder, the default. */
class CrashOnH2Test extends CrashTest {

  @Override
  Map<String, String> database() {
    return Map.of();
  }
}
