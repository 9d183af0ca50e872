package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.CallLimit.Call;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The exceptions of the simplified API, kind by kind, with the classic one as cause. */
final class JmsRuntimeExceptions {

  private interface Kind {
    JMSRuntimeException of(@Nullable String message, @Nullable String code, Throwable cause);
  }

  private static final Map<Class<? extends JMSException>, Kind> KINDS =
      Map.of(
          IllegalStateException.class, IllegalStateRuntimeException::new,
          InvalidClientIDException.class, InvalidClientIDRuntimeException::new,
          InvalidDestinationException.class, InvalidDestinationRuntimeException::new,
          InvalidSelectorException.class, InvalidSelectorRuntimeException::new,
          JMSSecurityException.class, JMSSecurityRuntimeException::new,
          MessageFormatException.class, MessageFormatRuntimeException::new,
          MessageNotWriteableException.class, MessageNotWriteableRuntimeException::new,
          ResourceAllocationException.class, ResourceAllocationRuntimeException::new,
          TransactionInProgressException.class, TransactionInProgressRuntimeException::new,
          TransactionRolledBackException.class, TransactionRolledBackRuntimeException::new);

  private JmsRuntimeExceptions() {}

  static JMSRuntimeException of(JMSException e) {
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getKey().isInstance(e))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(JMSRuntimeException::new)
        .of(e.getMessage(), e.getErrorCode(), e);
  }

  /** Makes a call of the classic API for a method of the simplified one. */
  static <T extends @Nullable Object> T unchecked(Call<T> call) {
    try {
      return call.run();
    } catch (JMSException e) {
      throw of(e);
    }
  }
}
