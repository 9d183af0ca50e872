package dev.halfway.health;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has checks make answers as the server has them do. */
final class AnsweredAsByTheServer implements BeforeAllCallback, AfterAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    HealthCheckResponse.setResponseProvider(Response::new);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    HealthCheckResponse.setResponseProvider(null);
  }
}
