package dev.halfway.web.problems;

import jakarta.ejb.EJBException;
import jakarta.jms.JMSRuntimeException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The same as {@link OutageProblems}, for beans whose failures nobody wraps. */
@Provider
public class BrokerProblems implements ExceptionMapper<JMSRuntimeException> {

  private final OutageProblems outages = new OutageProblems();

  @Override
  public Response toResponse(JMSRuntimeException e) {
    return outages.toResponse(new EJBException(e));
  }
}
