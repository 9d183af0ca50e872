package dev.halfway.messages;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages as a broker hands them over; they know what they were told and nothing else. */
public final class TextMessages {

  private TextMessages() {}

  static TextMessage of(@Nullable String type, @Nullable String text) {
    return answering(
        TextMessage.class, Map.of("getJMSType", answer(type), "getText", answer(text)));
  }

  /** A message that has a type, but no text. */
  static Message withoutText(String type) {
    return answering(Message.class, Map.of("getJMSType", answer(type)));
  }

  public static Message delivered(String id, int times) {
    return delivered(id, times, Map.of());
  }

  public static Message delivered(String id, int times, Map<String, Object> properties) {
    return answering(
        Message.class,
        Map.of(
            "getJMSMessageID",
            answer(id),
            "getObjectProperty",
            arguments -> properties.get((String) arguments[0]),
            "getIntProperty",
            arguments -> {
              if (!arguments[0].equals("JMSXDeliveryCount")) {
                throw new AssertionError("not asked for: " + arguments[0]);
              }
              return times;
            }));
  }

  /** A message that fails whatever it is asked. */
  static TextMessage failing(JMSException failure) {
    Answer fail =
        arguments -> {
          throw failure;
        };
    return answering(
        TextMessage.class,
        Map.of(
            "getJMSType",
            fail,
            "getJMSMessageID",
            fail,
            "getIntProperty",
            fail,
            "getObjectProperty",
            fail));
  }

  private interface Answer {
    @Nullable Object to(Object[] arguments) throws JMSException;
  }

  private static Answer answer(@Nullable Object value) {
    return arguments -> value;
  }

  private static <M extends Message> M answering(Class<M> type, Map<String, Answer> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Answer answer = answers.get(method.getName());
              if (answer == null) {
                throw new AssertionError("not expected: " + method.getName());
              }
              return answer.to(arguments);
            }));
  }
}
