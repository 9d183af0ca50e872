package dev.halfway.half.probe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that was delivered to the probe's queue.
 *
 * @param messageId the broker's id of it
 * @param text without filling: {@code <script's id>#<number>}
 * @param transaction id of its half transaction; null where it was none
 * @param ordinal within that; -1 where it was none
 * @param redelivered as its header says
 * @param properties all of them, as text
 */
public record Received(
    String messageId,
    String text,
    @Nullable String transaction,
    int ordinal,
    boolean redelivered,
    Map<String, String> properties) {

  /** The id of the script that sent it. */
  public String script() {
    return text.substring(0, text.lastIndexOf('#'));
  }

  /** What names the half message it was: {@code <transaction>.<ordinal>}. */
  public String halfMessage() {
    return transaction + "." + ordinal;
  }
}
