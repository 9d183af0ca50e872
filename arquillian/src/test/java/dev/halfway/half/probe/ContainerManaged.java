package dev.halfway.half.probe;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A bean whose transaction the container begins and ends. */
@Stateless
public class ContainerManaged {

  @Inject private Work work;

  /** Does the work, and fails where the script says so. */
  public void perform(Script script) throws Exception {
    work.perform(script, () -> {});
    if (script.ending() == Ending.RUNTIME_EXCEPTION) {
      throw new IllegalArgumentException("the script says so");
    }
  }
}
