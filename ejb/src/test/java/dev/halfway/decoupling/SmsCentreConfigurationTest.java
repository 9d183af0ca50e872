package dev.halfway.decoupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halfway.decoupling.link.ReceiptIds;
import dev.halfway.testing.Injected;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsCentreConfigurationTest {

  @ParameterizedTest
  @EnumSource
  void takesEachWayOfWritingIds(ReceiptIds ids) {
    SmsCentreConfiguration configuration = configuration("receiptIds", ids.name());

    configuration.check();

    assertThat(configuration.receiptIds()).isEqualTo(ids);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hex", "DECIMAL_TO_OCTAL"})
  void refusesOthersAndNamesTheRightOnes(String ids) {
    assertThatIllegalStateException()
        .isThrownBy(configuration("receiptIds", ids)::check)
        .withMessage(
            "halfway.decoupling.smpp.receipt-ids (HALFWAY_DECOUPLING_SMPP_RECEIPT_IDS): must be one"
                + " of AS_IS, DECIMAL, HEX, HEX_TO_DECIMAL, DECIMAL_TO_HEX, not '"
                + ids
                + "'");
  }

  @Test
  void refusesResponseTimeoutsThatOutliveATransaction() {
    assertThatIllegalStateException()
        .isThrownBy(configuration("responseTimeout", Duration.ofSeconds(11))::check)
        .withMessageContaining("halfway.decoupling.smpp.response-timeout");
  }

  private static SmsCentreConfiguration configuration(String field, Object value) {
    SmsCentreConfiguration configuration = new SmsCentreConfiguration();
    Injected.into(configuration, "host", Optional.empty());
    Injected.into(configuration, "sender", "Halfway");
    Injected.into(configuration, "text", "Welcome, {username}!");
    Injected.into(configuration, "responseTimeout", Duration.ofSeconds(5));
    Injected.into(configuration, "receiptIds", "AS_IS");
    Injected.into(configuration, "simulatorPort", 0);
    Injected.into(configuration, field, value);
    return configuration;
  }
}
