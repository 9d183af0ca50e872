package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

class JmsRuntimeExceptionsTest {

  private static final Map<JMSException, Class<? extends JMSRuntimeException>> KINDS =
      Map.ofEntries(
          Map.entry(new JMSException("m", "c"), JMSRuntimeException.class),
          Map.entry(new IllegalStateException("m", "c"), IllegalStateRuntimeException.class),
          Map.entry(new InvalidClientIDException("m", "c"), InvalidClientIDRuntimeException.class),
          Map.entry(
              new InvalidDestinationException("m", "c"), InvalidDestinationRuntimeException.class),
          Map.entry(new InvalidSelectorException("m", "c"), InvalidSelectorRuntimeException.class),
          Map.entry(new JMSSecurityException("m", "c"), JMSSecurityRuntimeException.class),
          Map.entry(new MessageFormatException("m", "c"), MessageFormatRuntimeException.class),
          Map.entry(
              new MessageNotWriteableException("m", "c"),
              MessageNotWriteableRuntimeException.class),
          Map.entry(
              new ResourceAllocationException("m", "c"), ResourceAllocationRuntimeException.class),
          Map.entry(
              new TransactionInProgressException("m", "c"),
              TransactionInProgressRuntimeException.class),
          Map.entry(
              new TransactionRolledBackException("m", "c"),
              TransactionRolledBackRuntimeException.class));

  @Test
  void everyKindHasItsUncheckedOne() {
    KINDS.forEach(
        (checked, kind) -> {
          JMSRuntimeException unchecked = JmsRuntimeExceptions.of(checked);
          assertThat(unchecked).isExactlyInstanceOf(kind).hasCause(checked).hasMessage("m");
          assertThat(unchecked.getErrorCode()).isEqualTo("c");
        });
  }
}
