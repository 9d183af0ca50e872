package dev.halfway.messages;

import dev.halfway.ra.api.PropertyNames;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the broker says about one delivery of a message. */
public final class Deliveries {

  /** A text property: by what a sender that may send a message twice names it, uniquely. */
  public static final String ID = "halfway_id";

  /** A text property: what the message is about, see {@link About}. */
  public static final String ABOUT = "halfway_about";

  private Deliveries() {}

  /**
   * What identifies the message across redeliveries: the half message it was, else the {@link #ID}
   * that its sender gave it, else its JMSMessageID. The last is not enough where a message may be
   * sent twice: a broker gives another one to each copy.
   */
  public static String idOf(Message message) {
    try {
      String half = halfMessageOf(message);
      if (half != null) {
        return half;
      }
      return message.getObjectProperty(ID) instanceof String given
          ? given
          : message.getJMSMessageID();
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  /**
   * The half message that this message is or was, {@code <transaction>.<ordinal>}; null where it
   * was sent without one.
   */
  public static @Nullable String halfMessageOf(Message message) throws JMSException {
    return message.getObjectProperty(PropertyNames.TRANSACTION) instanceof String transaction
            && message.getObjectProperty(PropertyNames.ORDINAL) instanceof Integer ordinal
        ? transaction + "." + ordinal
        : null;
  }

  /** What the message is about; null where its sender has not said, or said what is no id. */
  public static @Nullable UUID aboutOf(Message message) {
    try {
      return message.getObjectProperty(ABOUT) instanceof String id ? uuidOrNull(id) : null;
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  /** The id that a text is; null where it is none. */
  public static @Nullable UUID uuidOrNull(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notAnId) {
      return null;
    }
  }

  /** How many times the message has been delivered, this time included: from 1 up. */
  public static int attempt(Message message) {
    try {
      return message.getIntProperty("JMSXDeliveryCount");
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
