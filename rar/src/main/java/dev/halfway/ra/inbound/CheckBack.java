package dev.halfway.ra.inbound;

import dev.halfway.ra.api.HalfMessage;
import dev.halfway.ra.api.TransactionChecker;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.protocol.Checkers;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Half;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The checkers that are deployed now, by group; with several for one group any of them is asked.
 * One that throws, or answers null, has not answered: UNKNOWN, and asked again later. Thread-safe.
 */
public final class CheckBack implements Checkers<Message> {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private static final Method CHECK;

  static {
    try {
      CHECK = TransactionChecker.class.getMethod("check", HalfMessage.class);
    } catch (NoSuchMethodException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Map<MessageEndpointFactory, String> groups = new ConcurrentHashMap<>();

  /** A checker of this group is there. */
  public void activate(MessageEndpointFactory endpoints, String group) {
    groups.put(endpoints, group);
  }

  /** It is not any more. */
  public void deactivate(MessageEndpointFactory endpoints) {
    groups.remove(endpoints);
  }

  @Override
  public @Nullable Verdict check(Half<Message> half) {
    for (Map.Entry<MessageEndpointFactory, String> one : groups.entrySet()) {
      if (one.getValue().equals(half.envelope().group())) {
        MessageEndpoint endpoint;
        try {
          endpoint = one.getKey().createEndpoint(null);
        } catch (UnavailableException | RuntimeException e) {
          LOG.log(Level.DEBUG, "a TransactionChecker is not available now", e);
          continue;
        }
        return ask(endpoint, half);
      }
    }
    return null;
  }

  /** An interrupt that the checker leaves behind is not the relay's. */
  private static Verdict ask(MessageEndpoint endpoint, Half<Message> half) {
    boolean interrupted = Thread.interrupted();
    try {
      return answer(endpoint, half);
    } finally {
      Thread.interrupted();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Verdict answer(MessageEndpoint endpoint, Half<Message> half) {
    try {
      Map<String, Object> kept = MessageProperties.of(half.message());
      MessageProperties.replace(half.message(), Envelope.application(kept));
      try {
        endpoint.beforeDelivery(CHECK);
        try {
          Verdict verdict = ((TransactionChecker) endpoint).check(seen(half));
          return verdict == null ? Verdict.UNKNOWN : verdict;
        } finally {
          endpoint.afterDelivery();
        }
      } finally {
        MessageProperties.replace(half.message(), kept);
      }
    } catch (JMSException
        | ResourceException
        | NoSuchMethodException
        | RuntimeException
        | Error e) {
      // An Error too is the checker's own, of a class that is missing for instance: other messages
      // must not wait for it.
      LOG.log(
          Level.WARNING,
          "the TransactionChecker of group "
              + half.envelope().group()
              + " failed for "
              + half.envelope().messageId(),
          e);
      return Verdict.UNKNOWN;
    } finally {
      endpoint.release();
    }
  }

  private static HalfMessage seen(Half<Message> half) {
    Envelope envelope = half.envelope();
    return new HalfMessage(
        envelope.transaction().toString(),
        envelope.ordinal(),
        envelope.group(),
        envelope.node(),
        envelope.key(),
        envelope.destination(),
        Instant.ofEpochMilli(envelope.sentAt()),
        envelope.retryState() == null ? 0 : envelope.retryState().checks(),
        half.message());
  }
}
