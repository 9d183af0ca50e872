package dev.halfway.ra.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was put lately: of more than so many entries the oldest is dropped. */
public final class Latest<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1;

  private final int max;

  public Latest(int max) {
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > max;
  }
}
