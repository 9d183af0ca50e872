package dev.halfway.hostile;

import java.util.Map;

/** With database and journal on the disk. */
class FullDiskOnH2Test extends FullDiskTest {

  @Override
  Map<String, String> database() {
    return Map.of();
  }
}
