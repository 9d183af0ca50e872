package dev.halfway.half.probe;

import jakarta.ejb.ApplicationException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A bean whose transaction the container begins and ends, and whose method fails. */
@Stateless
public class FailingBean {

  @Inject private Work work;

  /** What the application means by failing. */
  @ApplicationException(rollback = true)
  public static class ScriptedFailure extends Exception {

    private static final long serialVersionUID = 1;

    ScriptedFailure() {
      super("the script says so");
    }
  }

  /** Does the work and then throws. */
  public void perform(Script script, Runnable sent) throws Exception {
    work.perform(script, sent);
    if (script.ending() == Ending.APPLICATION_EXCEPTION) {
      throw new ScriptedFailure();
    }
    throw new IllegalArgumentException("the script says so");
  }
}
