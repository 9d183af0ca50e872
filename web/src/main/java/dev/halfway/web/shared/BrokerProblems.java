package dev.halfway.web.shared;

import dev.halfway.shared.Causes;
import jakarta.ejb.EJBException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 503: the broker is out of reach, or does not keep up. Whatever else ends in a bean nobody
 * foresaw.
 */
@Provider
public class BrokerProblems implements ExceptionMapper<EJBException> {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerProblems.class);
  private static final int RETRY_AFTER_SECONDS = 10;

  private final UnexpectedProblems others = new UnexpectedProblems();

  @Override
  public Response toResponse(EJBException e) {
    if (!isOutage(e)) {
      return others.toResponse(e);
    }
    String cause = Causes.textOf(e);
    LOG.warn("Answered 503: {}", cause);
    return Response.fromResponse(
            Problem.of("broker-unavailable", "The broker does not answer as it should", 503, cause)
                .toResponse())
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  /** The other subclasses say that the application is wrong, not the broker. */
  private static boolean isOutage(EJBException e) {
    Throwable cause = e;
    while (cause instanceof EJBException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof ResourceAllocationRuntimeException
        || cause.getClass() == JMSRuntimeException.class;
  }
}
