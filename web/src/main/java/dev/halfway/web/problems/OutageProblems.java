package dev.halfway.web.problems;

import dev.halfway.text.Causes;
import jakarta.ejb.EJBException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 503: broker or database are out of reach, or do not keep up. 500 where the database failed at the
 * commit: the work may have been done, so a caller must look before it tries again.
 */
final class OutageProblems {

  private static final Logger LOG = LoggerFactory.getLogger(OutageProblems.class);
  private static final int RETRY_AFTER_SECONDS = 10;

  /**
   * SQLSTATE classes: the connection does not work, the server has no room for more, an operator
   * has stopped it (PostgreSQL manual, appendix A).
   */
  private static final List<String> OUT_OF_REACH = List.of("08", "53", "57P");

  private static final String DISK_FULL = "53100";

  private OutageProblems() {}

  static @Nullable Response of(Throwable failure) {
    if (find(HeuristicMixedException.class, failure).isPresent()) {
      Throwable reason =
          find(SQLException.class, failure).map(Throwable.class::cast).orElse(failure);
      LOG.warn("Answered 500, whether it was done is not known: {}", Causes.textOf(reason));
      return Problem.of(
              "outcome-unknown",
              "Whether it was done is not known",
              500,
              "The database failed at the commit. See what is there before you try again.")
          .toResponse();
    }
    Problem outage = outage(failure);
    if (outage == null) {
      return null;
    }
    LOG.warn("Answered 503: {}", Causes.textOf(failure));
    return Response.fromResponse(outage.toResponse())
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  private static @Nullable Problem outage(Throwable e) {
    Throwable ofBroker = failureOfBroker(e);
    if (ofBroker != null) {
      return Problem.of(
          "broker-unavailable",
          "The broker does not answer as it should",
          503,
          Causes.textOf(ofBroker));
    }
    // What a database says is about its host and its accounts.
    return failureOfDatabase(e)
        .map(
            sql ->
                Problem.of(
                    "database-unavailable",
                    "The database does not answer as it should",
                    503,
                    DISK_FULL.equals(sql.getSQLState()) ? "Its disk is full." : null))
        .orElse(null);
  }

  /** The other subclasses say that the application is wrong, not the broker. */
  private static @Nullable Throwable failureOfBroker(Throwable e) {
    Throwable cause = e;
    while (cause instanceof EJBException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean ofBroker =
        cause instanceof ResourceAllocationRuntimeException
            || cause.getClass() == JMSRuntimeException.class;
    return ofBroker ? cause : failureOfBrokerAtCommit(e);
  }

  /** Broker and database are all that takes part in a transaction, and a database says so. */
  private static @Nullable Throwable failureOfBrokerAtCommit(Throwable e) {
    return find(RollbackException.class, e).isPresent() && find(SQLException.class, e).isEmpty()
        ? find(XAException.class, e).orElse(null)
        : null;
  }

  private static Optional<SQLException> failureOfDatabase(Throwable e) {
    return causes(e)
        .flatMap(cause -> cause instanceof SQLException sql ? Stream.of(sql) : Stream.empty())
        .filter(OutageProblems::isOutOfReach)
        .findFirst();
  }

  private static <T extends Throwable> Optional<T> find(Class<T> type, Throwable in) {
    return causes(in).filter(type::isInstance).map(type::cast).findFirst();
  }

  /**
   * An exception, its causes, and what was suppressed on the way: that is where a transaction
   * manager puts the reason of a commit that failed.
   */
  private static Stream<Throwable> causes(Throwable e) {
    return Stream.concat(
        Stream.of(e),
        Stream.concat(Stream.ofNullable(e.getCause()), Stream.of(e.getSuppressed()))
            .flatMap(OutageProblems::causes));
  }

  /** H2 fails so while it cannot write its file, before it closes. */
  private static boolean isOfItsFile(SQLException e) {
    return causes(e).anyMatch(IOException.class::isInstance);
  }

  /** A pool that has no connection to give wraps what is no answer of a database. */
  private static boolean isOutOfReach(SQLException e) {
    String state = e.getSQLState();
    if (state == null) {
      return e.getCause() != null && !(e.getCause() instanceof SQLException);
    }
    return e instanceof SQLNonTransientConnectionException
        || isOfItsFile(e)
        || OUT_OF_REACH.stream().anyMatch(state::startsWith);
  }
}
