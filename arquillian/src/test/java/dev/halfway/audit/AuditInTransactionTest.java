package dev.halfway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.delay.DelayedMessages;
import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import dev.halfway.smoothing.SaleItems;
import dev.halfway.transaction.Customers;
import dev.halfway.transaction.Warehouse;
import jakarta.transaction.TransactionManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A change and its entry: both or neither. */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
class AuditInTransactionTest {

  private final String who = "who-" + UUID.randomUUID();
  private final String item = "item-" + UUID.randomUUID();
  private Audit audit;
  private TransactionManager transactions;

  @Deployment
  static WebArchive war() {
    return InsideServer.war(AuditInTransactionTest.class);
  }

  @BeforeEach
  void lookUp() {
    audit = InsideServer.bean(Audit.class);
    transactions = InsideServer.lookup("java:jboss/TransactionManager", TransactionManager.class);
  }

  private interface Change {
    void make() throws Exception;
  }

  private void make(Change change, boolean commit) throws Exception {
    transactions.begin();
    try {
      change.make();
    } finally {
      if (commit) {
        transactions.commit();
      } else {
        transactions.rollback();
      }
    }
  }

  private List<String> actions() {
    return audit.newest(Long.MAX_VALUE, 1_000).stream()
        .filter(entry -> entry.who().equals(who))
        .map(AuditEntry::action)
        .toList();
  }

  @Test
  void aChangeThatIsUndoneHasNoEntry() throws Exception {
    List<Change> changes = changes();
    for (Change change : changes) {
      make(change, false);
    }
    assertThat(actions()).isEmpty();
    assertThat(InsideServer.bean(Warehouse.class).find(item)).isEmpty();

    for (Change change : changes) {
      make(change, true);
    }
    assertThat(actions())
        .containsExactly("delayed-message recall", "cart put", "sale-item put", "item put");
    assertThat(InsideServer.bean(Warehouse.class).find(item)).isPresent();
  }

  private List<Change> changes() {
    DelayedMessages messages = InsideServer.bean(DelayedMessages.class);
    UUID message = messages.send("a", Instant.now().plus(1, ChronoUnit.DAYS)).id();
    return List.of(
        () -> InsideServer.bean(Warehouse.class).keep(item, 1, who),
        () -> InsideServer.bean(SaleItems.class).offer(item, 1, who),
        () -> InsideServer.bean(Customers.class).putIntoCart(item, item, 1, who),
        () -> messages.recall(message, who));
  }
}
