package dev.halfway.messages;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message carries: the JSON text of a record. The record's name and version travel as the
 * message's type ({@code JMSType}), so that a consumer refuses what it was not written for instead
 * of guessing.
 */
public final class Payload {

  /** Thread-safe by specification (Jakarta JSON Binding 3.0, 3.2). */
  private static final Jsonb JSON = JsonbBuilder.create();

  private Payload() {}

  /** The type of a record's messages, as in {@code SmsRequested/1}. */
  public static String typeOf(Class<? extends Record> payload) {
    Version version = payload.getAnnotation(Version.class);
    return nameOf(payload) + "/" + (version == null ? 1 : version.value());
  }

  private static String nameOf(Class<?> payload) {
    MessageName name = payload.getAnnotation(MessageName.class);
    return name == null ? payload.getSimpleName() : name.value();
  }

  /** The message that carries a record. */
  public static TextMessage message(Session session, Record payload) throws JMSException {
    TextMessage message = session.createTextMessage(write(payload));
    message.setJMSType(typeOf(payload.getClass()));
    if (payload instanceof About one) {
      message.setStringProperty(Deliveries.ABOUT, one.about().toString());
    }
    return message;
  }

  /** The JSON text of a record. */
  public static String write(Record payload) {
    return JSON.toJson(payload);
  }

  /**
   * Reads a message that may be one of several.
   *
   * @throws MalformedMessage when the message is no text, is of none of these types, or is not the
   *     JSON of it; delivering it again cannot help
   */
  public static Record readAny(Message message, List<Class<? extends Record>> payloads) {
    try {
      String type = message.getJMSType();
      return read(
          message,
          payloads.stream()
              .filter(payload -> typeOf(payload).equals(type))
              .findFirst()
              .orElseThrow(
                  () ->
                      new MalformedMessage(
                          "message type is %s, expected one of %s"
                              .formatted(type, payloads.stream().map(Payload::typeOf).toList()),
                          null)));
    } catch (JMSException e) {
      throw new MalformedMessage("message cannot be read", e);
    }
  }

  /**
   * Reads a message.
   *
   * @throws MalformedMessage when the message is no text, is of another type or version, or is not
   *     the JSON of it; delivering it again cannot help
   */
  public static <T extends Record> T read(Message message, Class<T> payload) {
    try {
      String expected = typeOf(payload);
      if (!expected.equals(message.getJMSType())) {
        throw new MalformedMessage(
            "message type is " + message.getJMSType() + ", expected " + expected, null);
      }
      if (!(message instanceof TextMessage text) || text.getText() == null) {
        throw new MalformedMessage("message has no text", null);
      }
      T read = JSON.fromJson(text.getText(), payload);
      if (read == null) {
        throw notTheJsonOf(payload, null);
      }
      return read;
    } catch (JsonbException e) {
      throw notTheJsonOf(payload, e);
    } catch (JMSException e) {
      throw new MalformedMessage("message cannot be read", e);
    }
  }

  private static MalformedMessage notTheJsonOf(Class<?> payload, @Nullable Throwable cause) {
    return new MalformedMessage("message is not the JSON of " + nameOf(payload), cause);
  }
}
