package dev.halfway.half;

import dev.halfway.tag.Thorough;
import java.util.Map;

/** On H2 in the data folder, the default. */
@Thorough
class HalfPathOnH2Test extends HalfPathTest {

  @Override
  Map<String, String> database() {
    return Map.of();
  }

  @Override
  void stopDatabase() {
    // It stops with the server.
  }
}
