package dev.halfway.web.problems;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything nobody foresaw: the log has the whole story, the client the id to find it by. */
@Provider
public class UnexpectedProblems implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedProblems.class);

  @Override
  public Response toResponse(Throwable failure) {
    String incident = UUID.randomUUID().toString();
    LOG.error("Incident {}", incident, failure);
    return Problem.internal(incident).toResponse();
  }
}
