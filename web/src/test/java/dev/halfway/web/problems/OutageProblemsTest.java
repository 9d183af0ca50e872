package dev.halfway.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.web.testing.Answers;
import jakarta.ejb.EJBException;
import jakarta.ejb.EJBTransactionRolledbackException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutageProblemsTest {

  static List<EJBException> outages() {
    return List.of(
        new EJBException(new JMSRuntimeException("no broker")),
        new EJBException(new ResourceAllocationRuntimeException("no broker")),
        new EJBTransactionRolledbackException(
            "rolled back", new EJBException(new JMSRuntimeException("no broker"))),
        new EJBTransactionRolledbackException(
            "rolled back",
            with(
                new RollbackException("could not commit"),
                new XAException("no broker"),
                new JMSException("destroyed"))));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void aBrokerThatDoesNotAnswerIsNamedAndMayBeAskedAgain(EJBException failure) {
    try (Response answer = Problems.of(failure)) {
      assertThat(answer.getStatus()).isEqualTo(503);
      assertThat(answer.getHeaderString("Retry-After")).isEqualTo("10");
      Problem problem = Answers.problemOf(answer);
      assertThat(problem.type()).isEqualTo("urn:halfway:problem:broker-unavailable");
      assertThat(problem.detail()).isEqualTo("no broker");
    }
  }

  static List<EJBException> databaseOutages() {
    return List.of(
        new EJBException(new SQLException("Connection to db:5432 refused", "08001")),
        new EJBException(
            "the order cannot be stored", new SQLException("terminating connection", "57P01")),
        new EJBException(new SQLException("too many clients", "53300")),
        new EJBException(new PersistenceException(new SQLException("broken", "08006"))),
        new EJBTransactionRolledbackException(
            "rolled back", new EJBException(new SQLException(new Exception("IJ000453: db:5432")))),
        new EJBException(new SQLNonTransientConnectionException("closed", "90098")),
        new EJBException(
            with(
                new RollbackException(),
                new XAException(),
                new SQLException("of H2", "HY000", new IOException("No space left on device")))),
        new EJBException(
            with(new RollbackException(), new XAException(), new SQLException("gone", "08006"))));
  }

  @ParameterizedTest
  @MethodSource("databaseOutages")
  void aDatabaseThatDoesNotAnswerIsNamedAndItsTextStaysInside(EJBException failure) {
    try (Response answer = Problems.of(failure)) {
      assertThat(answer.getStatus()).isEqualTo(503);
      assertThat(answer.getHeaderString("Retry-After")).isEqualTo("10");
      Problem problem = Answers.problemOf(answer);
      assertThat(problem.type()).isEqualTo("urn:halfway:problem:database-unavailable");
      assertThat(problem.toString()).doesNotContain("5432");
    }
  }

  @Test
  void aDatabaseWhoseDiskIsFullIsToldAndMayBeAskedAgain() {
    EJBException failure =
        new EJBException(new SQLException("could not extend file: db:5432", "53100"));
    try (Response answer = Problems.of(failure)) {
      assertThat(answer.getStatus()).isEqualTo(503);
      assertThat(answer.getHeaderString("Retry-After")).isEqualTo("10");
      assertThat(Answers.problemOf(answer).detail()).isEqualTo("Its disk is full.");
    }
  }

  /** As a transaction manager reports why it did not commit. */
  private static Exception with(Exception outcome, XAException suppressed, Exception cause) {
    suppressed.initCause(cause);
    outcome.addSuppressed(suppressed);
    return outcome;
  }

  @Test
  void aCommitThatMayHaveHappenedIsNotToBeTriedAgainUnseen() {
    EJBException failure =
        new EJBException(
            with(
                new HeuristicMixedException(),
                new XAException(),
                new SQLException("db:5432", "08006")));
    try (Response answer = Problems.of(failure)) {
      assertThat(answer.getStatus()).isEqualTo(500);
      assertThat(answer.getHeaderString("Retry-After")).isNull();
      Problem problem = Answers.problemOf(answer);
      assertThat(problem.type()).isEqualTo("urn:halfway:problem:outcome-unknown");
      assertThat(problem.toString()).doesNotContain("5432");
    }
  }

  static List<EJBException> bugs() {
    return List.of(
        new EJBException("nobody knows"),
        new EJBException(new IllegalStateException("secret")),
        new EJBException(new SQLException("secret", "42601")),
        new EJBException(new SQLException("secret")),
        new EJBException(new RollbackException("secret")),
        new EJBException(
            with(
                new RollbackException("secret"),
                new XAException("secret"),
                new SQLException("secret", "23505"))),
        new EJBException(new InvalidDestinationRuntimeException("secret")));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void anythingElseIsUnexpectedAndItsTextStaysInside(EJBException failure) {
    try (Response answer = Problems.of(failure)) {
      assertThat(answer.getStatus()).isEqualTo(500);
      assertThat(Answers.problemOf(answer).type()).isEqualTo("urn:halfway:problem:internal");
      assertThat(Answers.problemOf(answer).toString()).doesNotContain("secret");
    }
  }
}
