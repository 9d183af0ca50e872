package dev.halfway.decoupling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.decoupling.SmsNotSent.Reason;
import jakarta.transaction.Transactional;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsNotSentTest {

  @ParameterizedTest
  @EnumSource
  void saysWhyAndWhetherWaitingMayHelp(Reason reason) {
    IOException cause = new IOException("connection refused");
    SmsNotSent failure = new SmsNotSent(cause, reason);
    assertThat(failure).hasMessage("connection refused").hasCause(cause);
    assertThat(failure.reason()).isEqualTo(reason);
  }

  @Test
  void anInterruptionHasNoReasonButIsOne() {
    assertThat(new SmsNotSent(new InterruptedException(), Reason.UNREACHABLE)).hasMessage(null);
  }

  @ParameterizedTest
  @ValueSource(classes = {SmsNotSent.class, UsernameTaken.class})
  void undoesTheTransactionAndReachesTheCallerUnwrapped(Class<? extends Exception> failure) {
    assertThat(Registrations.class.getAnnotation(Transactional.class).rollbackOn())
        .contains(failure);
    assertThat(RuntimeException.class.isAssignableFrom(failure)).isFalse();
  }

  @Test
  void aTakenUsernameIsNamed() {
    assertThat(new UsernameTaken("ada")).hasMessage("the username ada is taken");
  }
}
