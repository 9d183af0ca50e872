package dev.halfway.web.decoupling;

import dev.halfway.decoupling.SmsNotSent;
import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * What the old way shows of an SMS centre that is down or silent (503) or refuses (502); nothing
 * was stored. Of a silent one the type says that the SMS may have been sent all the same.
 */
@Provider
public class SmsNotSentProblem implements ExceptionMapper<SmsNotSent> {

  private static final int RETRY_AFTER_SECONDS = 10;

  @Override
  public Response toResponse(SmsNotSent e) {
    return switch (e.reason()) {
      case REFUSED ->
          Problem.of("sms-refused", "The SMS centre refused", 502, e.getMessage()).toResponse();
      case UNREACHABLE ->
          tryLater("sms-centre-unreachable", "The SMS centre is out of reach", e.getMessage());
      case OUTCOME_UNKNOWN ->
          tryLater(
              "sms-outcome-unknown",
              "The SMS centre did not answer",
              "The SMS may have been sent: " + e.getMessage());
    };
  }

  private static Response tryLater(String type, String title, @Nullable String detail) {
    return Response.fromResponse(Problem.of(type, title, 503, detail).toResponse())
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }
}
