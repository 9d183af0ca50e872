package dev.halfway.decoupling;

import dev.halfway.client.Client;
import dev.halfway.client.Client.Answer;
import dev.halfway.load.ScenarioLoad;
import java.util.Optional;

/** Somebody who registers again and again; each registration promises an SMS. */
public final class RegistrationLoad extends ScenarioLoad {

  private final Client client;

  public RegistrationLoad(Client client) {
    super("decoupling");
    this.client = client;
  }

  @Override
  protected Optional<String> ask(int number) {
    String body = Registering.body(Registering.anyUsername(), Registering.anyPhone());
    Answer answer = client.post(Registering.PATH, body);
    return answer.status() == 201 ? Optional.of(answer.header("Location")) : Optional.empty();
  }

  @Override
  public void assertKept() {
    promised().forEach(location -> Registering.awaitSms(client, location, "SENT"));
  }
}
