package dev.halfway.ra.relay;

import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.portability.DelayedAndExpiringMessages;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time goes on while a message is half: delay and time to live count from its sending. */
class DelayAndExpiryTest implements DelayedAndExpiringMessages {

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Override
  public EngineLab lab() {
    return lab;
  }
}
