package dev.halfway.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the broker gives a session. */
@Readiness
@ApplicationScoped
public class BrokerHealth implements HealthCheck {

  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory connections;

  @Override
  public HealthCheckResponse call() {
    try (JMSContext context = connections.createContext()) {
      context.createQueue("halfway.dead-letters");
      return HealthCheckResponse.named("broker").up().build();
    } catch (JMSRuntimeException e) {
      return HealthCheckResponse.named("broker")
          .down()
          .withData("error", String.valueOf(e.getMessage()))
          .build();
    }
  }
}
