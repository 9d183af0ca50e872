package dev.halfway.accounts;

import dev.halfway.audit.Audit;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Comparator;
import java.util.List;

/**
 * The accounts; what changes here holds from the next request on, on every node.
 *
 * <p>There is always an operator: the last one can be neither deleted nor demoted.
 */
@Stateless
public class Accounts {

  @PersistenceContext private EntityManager entities;
  @Inject private Audit audit;
  @Inject private AccountRows rows;
  @Inject private PasswordHashing hashing;

  /** All accounts by name; sorted here, because each database has an order of its own. */
  public List<Account> all() {
    return entities.createQuery("SELECT a FROM Account a", Account.class).getResultList().stream()
        .sorted(Comparator.comparing(Account::name))
        .toList();
  }

  /**
   * Adds an operator if there is none at all, and no account of this name.
   *
   * @return whether it was added
   */
  public boolean addOperator(String name, String password) {
    if (all().stream().anyMatch(it -> it.role() == Account.Role.operator)) {
      return false;
    }
    SaltedPassword salted = hashing.hash(password);
    return entities
            .createNativeQuery(
                "INSERT INTO account (name, role, salted_password, salt, iterations)"
                    + " SELECT ?1, ?2, ?3, ?4, ?5"
                    + " WHERE NOT EXISTS (SELECT 1 FROM account WHERE role = ?2)"
                    + " ON CONFLICT DO NOTHING")
            .setParameter(1, name)
            .setParameter(2, Account.Role.operator.name())
            .setParameter(3, salted.hash())
            .setParameter(4, salted.salt())
            .setParameter(5, salted.iterations())
            .executeUpdate()
        == 1;
  }

  /**
   * Adds an account, or replaces its role and password.
   *
   * @param name as {@link Account#NAME} has it
   * @throws LastOperator when nobody would be left who may do this
   */
  public void put(String name, Account.Role role, String password, String by) throws LastOperator {
    // Before rows are locked: it is slow.
    SaltedPassword salted = hashing.hash(password);
    if (role != Account.Role.operator) {
      keepAnOperatorBeside(name);
    }
    entities.merge(new Account(name, role, salted));
    audit.record(by, "account put", name, role.name());
  }

  /**
   * Replaces somebody's own password, if nobody else has changed it meanwhile.
   *
   * @return whether it did
   */
  public boolean changePassword(StoredAccount account, SaltedPassword password) {
    boolean changed = rows.replace(account, password);
    audit.record(
        account.name(), "account password", account.name(), changed ? "done" : "changed meanwhile");
    return changed;
  }

  /**
   * Deletes an account.
   *
   * @return false when there is none of this name
   * @throws LastOperator when nobody would be left who may do this
   */
  public boolean delete(String name, String by) throws LastOperator {
    Account account = entities.find(Account.class, name);
    if (account == null) {
      return false;
    }
    keepAnOperatorBeside(name);
    entities.remove(account);
    audit.record(by, "account delete", name, "done");
    return true;
  }

  /** Locks the operators, so that two of them cannot delete each other at the same time. */
  private void keepAnOperatorBeside(String name) throws LastOperator {
    boolean another =
        entities
            .createQuery("SELECT a FROM Account a WHERE a.role = :role", Account.class)
            .setParameter("role", Account.Role.operator)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList()
            .stream()
            .anyMatch(account -> !account.name().equals(name));
    if (!another) {
      throw new LastOperator(name);
    }
  }
}
