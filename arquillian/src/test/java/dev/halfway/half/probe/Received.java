package dev.halfway.half.probe;

import dev.halfway.ra.api.PropertyNames;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
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

  /** What was received. */
  public static Received of(Message message) {
    try {
      Map<String, String> properties = new LinkedHashMap<>();
      for (Object name : Collections.list((Enumeration<?>) message.getPropertyNames())) {
        properties.put(name.toString(), String.valueOf(message.getObjectProperty(name.toString())));
      }
      return of(
          message.getJMSMessageID(),
          message.getBody(String.class).split(" ", 2)[0],
          message.getJMSRedelivered(),
          properties);
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  static Received of(
      String messageId, String text, boolean redelivered, Map<String, String> properties) {
    return new Received(
        messageId,
        text,
        properties.get(PropertyNames.TRANSACTION),
        Integer.parseInt(properties.getOrDefault(PropertyNames.ORDINAL, "-1")),
        redelivered,
        properties);
  }

  /** The id of the script that sent it. */
  public String script() {
    return text.substring(0, text.lastIndexOf('#'));
  }

  /** What names the half message it was: {@code <transaction>.<ordinal>}. */
  public String halfMessage() {
    return transaction + "." + ordinal;
  }
}
