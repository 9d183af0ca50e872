package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import dev.halfway.server.ServerProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;

/** A deployer decides who may be which driver, by a bean in a jar of the EAR. */
class DeployersDriverAccessTest {

  @Test
  void aBeanInTheLibFolderDecidesInsteadOfTheTokens() {
    try (ServerProcess server =
        ServerProcess.fresh("deployers-driver-access", Map.of("halfway.access.anonymous", "NONE"))
            .with(ShrinkWrap.create(JavaArchive.class, "access.jar").addClass(Sesame.class))
            .start()) {
      String issued =
          server
              .operator()
              .post("api/broadcast/drivers/ada/token", "")
              .json()
              .get("token")
              .asText();
      String dispatch =
          server
              .operator()
              .post("api/broadcast/dispatches", "{\"pickup\":\"a\",\"dropoff\":\"b\",\"fare\":1}")
              .header("Location");

      assertThat(accept(server.client(), dispatch, issued)).isEqualTo(401);
      assertThat(accept(server.client(), dispatch, "sesame-bob")).isEqualTo(401);
      assertThat(accept(server.client(), dispatch, "sesame-ada")).isEqualTo(200);
    }
  }

  private static int accept(Client client, String dispatch, String token) {
    return client
        .send(
            client
                .request(dispatch + "/acceptance")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"driverId\":\"ada\"}"))
                .build())
        .status();
  }
}
