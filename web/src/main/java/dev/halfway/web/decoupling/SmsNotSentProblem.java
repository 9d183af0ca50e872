package dev.halfway.web.decoupling;

import dev.halfway.decoupling.SmsNotSent;
import dev.halfway.web.shared.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * What the old way shows of an SMS centre that is down (503) or refuses (502); nothing was stored.
 */
@Provider
public class SmsNotSentProblem implements ExceptionMapper<SmsNotSent> {

  private static final int RETRY_AFTER_SECONDS = 10;

  @Override
  public Response toResponse(SmsNotSent e) {
    Response answer =
        e.isOutage()
            ? Problem.of(
                    "sms-centre-unreachable", "The SMS centre is out of reach", 503, e.getMessage())
                .toResponse()
            : Problem.of("sms-refused", "The SMS centre refused", 502, e.getMessage()).toResponse();
    return e.isOutage()
        ? Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build()
        : answer;
  }
}
