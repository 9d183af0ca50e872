package dev.halfway.half.payments;

import dev.halfway.half.probe.HoldingResource;
import dev.halfway.ra.api.PropertyNames;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.naming.InitialContext;
import org.jspecify.annotations.Nullable;

/** Makes one payment: a row, where it is asked for, and a message that tells of it. */
@WebServlet("/payments")
public class PaymentServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final Set<String> STANDING = ConcurrentHashMap.newKeySet();

  @Inject private transient Payments payments;

  @Resource(lookup = "java:jboss/TransactionManager")
  private transient TransactionManager transactions;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private transient TransactionSynchronizationRegistry synchronizations;

  @Override
  public void init() {
    payments.createTable();
  }

  /** Those that stand still. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(Json.createArrayBuilder(STANDING).build());
  }

  /** Answers with what the caller sees: nothing when it has committed, all exceptions otherwise. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      transactions.begin();
      try {
        pay(request);
        if (completion(request) == Completion.ROLLBACK) {
          transactions.rollback();
        } else {
          transactions.commit();
        }
      } finally {
        if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
          transactions.rollback();
        }
      }
    } catch (Exception e) {
      response.getWriter().print(textOf(e));
    }
  }

  private void pay(HttpServletRequest request) throws Exception {
    String key = request.getParameter("key");
    String row = request.getParameter("row");
    if (row.equals("BEFORE")) {
      payments.add(key);
    }
    send(request, key);
    if (row.equals("AFTER")) {
      payments.add(key);
    }
    switch (completion(request)) {
      case COMMIT, ROLLBACK -> {}
      case REFUSED ->
          enlist(
              () -> {
                throw new IllegalStateException("it is told to refuse");
              });
      case STOPS_BEFORE_COMMIT -> enlist(() -> stand(key));
      case STOPS_AFTER_COMMIT ->
          synchronizations.registerInterposedSynchronization(new Standing(key));
    }
  }

  /** What is enlisted after the adapter is asked for its vote after the adapter. */
  private void enlist(Runnable action) throws Exception {
    transactions.getTransaction().enlistResource(new HoldingResource(action));
  }

  @SuppressWarnings("BanJNDI") // The names are the tests' own.
  private static void send(HttpServletRequest request, String key) throws Exception {
    ConnectionFactory factory =
        (ConnectionFactory) new InitialContext().lookup(request.getParameter("factory"));
    try (JMSContext context = factory.createContext()) {
      context
          .createProducer()
          .setProperty(PropertyNames.KEY, key)
          .send(context.createQueue(request.getParameter("queue")), request.getParameter("text"));
    }
  }

  private static Completion completion(HttpServletRequest request) {
    return Completion.valueOf(request.getParameter("completion"));
  }

  private static void stand(String key) {
    STANDING.add(key);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Is told before the adapter, which was there first. */
  private record Standing(String key) implements Synchronization {

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      stand(key);
    }
  }

  private static String textOf(Throwable thrown) {
    StringJoiner text = new StringJoiner("\n");
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      text.add(each.toString());
      for (Throwable suppressed : each.getSuppressed()) {
        text.add(suppressed.toString());
      }
    }
    return text.toString();
  }
}
