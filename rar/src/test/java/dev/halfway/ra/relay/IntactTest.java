package dev.halfway.ra.relay;

import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.portability.IntactMessages;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is delivered is what was sent: body, headers and properties. */
class IntactTest implements IntactMessages {

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Override
  public EngineLab lab() {
    return lab;
  }
}
