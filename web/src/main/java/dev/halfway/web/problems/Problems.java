package dev.halfway.web.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the answer of every exception that ends a request: a problem document.
 *
 * <p>The first translator that knows the exception decides. What none of them knows is an error of
 * ours: the log has all of it, and the client gets the id by which to find it there.
 */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final List<Translator> TRANSLATORS =
      List.of(
          HttpProblems::of,
          RefusalProblems::of,
          ConstraintProblems::of,
          JsonProblems::of,
          DiskFullProblem::of,
          OutageProblems::of);

  /** Knows some kinds of exceptions. */
  private interface Translator {
    /** The answer, or null where it does not know the exception. */
    @Nullable Response translate(Throwable failure);
  }

  @Override
  public Response toResponse(Throwable failure) {
    return of(failure);
  }

  /** The answer of an exception; for filters and servlets, whose exceptions have no mapper. */
  public static Response of(@Nullable Throwable failure) {
    if (failure != null) {
      for (Translator translator : TRANSLATORS) {
        Response answer = translator.translate(failure);
        if (answer != null) {
          return answer;
        }
      }
    }
    String incident = UUID.randomUUID().toString();
    LOG.error("Incident {}", incident, failure);
    return Problem.internal(incident).toResponse();
  }

  /**
   * RESTEasy has mappers of its own for this type and the next ones; only the same type prevails.
   */
  @Provider
  public static class OfConstraints implements ExceptionMapper<ConstraintViolationException> {
    @Override
    public Response toResponse(ConstraintViolationException e) {
      return of(e);
    }
  }

  /** See {@link OfConstraints}. */
  @Provider
  public static class OfJson implements ExceptionMapper<JsonProcessingException> {
    @Override
    public Response toResponse(JsonProcessingException e) {
      return of(e);
    }
  }

  /** See {@link OfConstraints}. */
  @Provider
  public static class OfMismatches implements ExceptionMapper<MismatchedInputException> {
    @Override
    public Response toResponse(MismatchedInputException e) {
      return of(e);
    }
  }

  /** See {@link OfConstraints}. */
  @Provider
  public static class OfUnknownFields implements ExceptionMapper<UnrecognizedPropertyException> {
    @Override
    public Response toResponse(UnrecognizedPropertyException e) {
      return of(e);
    }
  }
}
