package dev.halfway.half.payments;

import dev.halfway.ra.api.HalfMessage;
import dev.halfway.ra.api.TransactionChecker;
import dev.halfway.ra.api.Verdict;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.jboss.ejb3.annotation.ResourceAdapter;

// The manual has this class, word for word.
@MessageDriven(
    activationConfig =
        @ActivationConfigProperty(propertyName = "group", propertyValue = "payments"))
@ResourceAdapter("halfway") // org.jboss.ejb3.annotation
public class PaymentChecker implements TransactionChecker {
  @Inject Payments payments;

  @Override
  public Verdict check(HalfMessage message) {
    return payments.exists(message.key()) ? Verdict.COMMIT : Verdict.ROLLBACK;
  }
}
