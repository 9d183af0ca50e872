package dev.halfway.half.probe;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs one transaction. */
@WebServlet("/transactions")
public class TransactionServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Inject private transient Work work;
  @Inject private transient FailingBean failing;
  @Resource private transient UserTransaction transaction;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Outcome outcome = run(Script.read(request.getParameterMap()));
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("end", outcome.end().name()).add("sent", outcome.sent());
    if (outcome.failure() != null) {
      json.add("failure", outcome.failure());
    }
    response.getWriter().print(json.build());
  }

  private Outcome run(Script script) {
    AtomicInteger sent = new AtomicInteger();
    try {
      Outcome.End end = end(script, sent::incrementAndGet);
      return new Outcome(end, sent.get(), null);
    } catch (RollbackException | EJBException | FailingBean.ScriptedFailure e) {
      return new Outcome(Outcome.End.ROLLED_BACK, sent.get(), textOf(e));
    } catch (Exception e) {
      return new Outcome(Outcome.End.UNKNOWN, sent.get(), textOf(e));
    } finally {
      leaveNothing();
    }
  }

  private Outcome.End end(Script script, Runnable sent) throws Exception {
    if (script.ending() == Ending.APPLICATION_EXCEPTION
        || script.ending() == Ending.RUNTIME_EXCEPTION) {
      failing.perform(script, sent);
      return Outcome.End.UNKNOWN;
    }
    transaction.setTransactionTimeout(script.ending() == Ending.TIMEOUT ? 1 : 0);
    transaction.begin();
    try {
      work.perform(script, sent);
    } catch (Exception e) {
      transaction.rollback();
      RollbackException rolledBack = new RollbackException("the work failed");
      rolledBack.initCause(e);
      throw rolledBack;
    }
    if (script.ending() == Ending.ROLLBACK) {
      transaction.rollback();
      return Outcome.End.ROLLED_BACK;
    }
    if (script.ending() == Ending.SET_ROLLBACK_ONLY) {
      transaction.setRollbackOnly();
    }
    transaction.commit();
    return Outcome.End.COMMITTED;
  }

  /** A thread that goes back to its pool must not take a transaction along. */
  private void leaveNothing() {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    } catch (SystemException e) {
      throw new IllegalStateException(e);
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
