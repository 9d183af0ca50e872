package dev.halfway.half.probe;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;

/** A bean that begins and ends its transaction itself. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class BeanManaged {

  @Inject private Work work;
  @Resource private UserTransaction transaction;

  /** Commits, or rolls back and throws, as the script says. */
  public void perform(Script script) throws Exception {
    transaction.begin();
    work.perform(script, () -> {});
    if (script.ending() == Ending.RUNTIME_EXCEPTION) {
      transaction.rollback();
      throw new IllegalArgumentException("the script says so");
    }
    transaction.commit();
  }
}
