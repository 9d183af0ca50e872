package dev.halfway.half.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** A CDI bean whose transactions the container begins and ends. */
@ApplicationScoped
@Transactional
public class Transactions {

  @Inject private Work work;
  @Inject private OwnTransaction own;

  /** Does the work, and fails where the script says so. */
  public void perform(Script script) throws Exception {
    work.perform(script, () -> {});
    end(script);
  }

  /** The same, and is suspended for another transaction in between. */
  public void performSuspending(Script script) throws Exception {
    work.perform(script, () -> {});
    own.perform(script.inner());
    end(script);
  }

  private static void end(Script script) {
    if (script.ending() == Ending.RUNTIME_EXCEPTION) {
      throw new IllegalArgumentException("the script says so");
    }
  }

  /** One whose methods have a transaction of their own, whatever the caller has. */
  @ApplicationScoped
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public static class OwnTransaction {

    @Inject private Work work;

    /** Does the work. */
    public void perform(Script script) throws Exception {
      work.perform(script, () -> {});
    }
  }
}
