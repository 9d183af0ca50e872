package dev.halfway.portability.orders;

import dev.halfway.half.probe.Rows;
import dev.halfway.ra.api.HalfMessage;
import dev.halfway.ra.api.TransactionChecker;
import dev.halfway.ra.api.Verdict;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.jboss.ejb3.annotation.ResourceAdapter;

/** Knows an order by its row, and nothing of those whose id begins with {@link #UNKNOWN}. */
@MessageDriven(
    activationConfig = @ActivationConfigProperty(propertyName = "group", propertyValue = "orders"))
@ResourceAdapter("halfway") // WildFly's; other servers do not look at it.
public class OrderChecker implements TransactionChecker {

  public static final String UNKNOWN = "unknown";

  @Inject private Rows rows;

  @Override
  public Verdict check(HalfMessage message) {
    String key = String.valueOf(message.key());
    if (key.startsWith(UNKNOWN)) {
      return Verdict.UNKNOWN;
    }
    try {
      return rows.ids().contains(key) ? Verdict.COMMIT : Verdict.ROLLBACK;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
