package dev.halfway.persistence;

import jakarta.annotation.Priority;
import jakarta.ejb.EJBException;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.Serializable;
import java.util.stream.Stream;

/**
 * A transactional bean whose commit fails ends with {@link EJBException}, as an enterprise bean
 * does. Narayana lets the checked exceptions of the commit pass instead ({@code
 * TransactionHandler.endTransaction}), past every caller that was compiled to expect none: a thread
 * of our own would end for good with its first {@code HeuristicMixedException}.
 *
 * <p>There is one interceptor for each type that begins transactions, because an interceptor is
 * bound to one type.
 */
public abstract class CommitFailures implements Serializable {

  private static final long serialVersionUID = 1;

  /** Just outside the interceptor of the transaction (Jakarta Transactions 2.0, §3.7). */
  private static final int OUTSIDE = Interceptor.Priority.PLATFORM_BEFORE + 199;

  /** Of those that join a transaction where there is one. */
  @Transactional(TxType.REQUIRED)
  @Interceptor
  @Priority(OUTSIDE)
  public static class OfRequired extends CommitFailures {
    private static final long serialVersionUID = 1;
  }

  /** Of those that always begin one. */
  @Transactional(TxType.REQUIRES_NEW)
  @Interceptor
  @Priority(OUTSIDE)
  public static class OfRequiresNew extends CommitFailures {
    private static final long serialVersionUID = 1;
  }

  @AroundInvoke
  Object wrap(InvocationContext call) throws Exception {
    try {
      return call.proceed();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      if (Stream.of(call.getMethod().getExceptionTypes()).anyMatch(type -> type.isInstance(e))) {
        throw e;
      }
      throw new EJBException("the transaction was not committed in order", e);
    }
  }
}
