package dev.halfway.accounts;

import dev.halfway.audit.Audit;
import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;

/**
 * The accounts; what changes here holds from the next request on, on every node.
 *
 * <p>There is always an operator: the last one can be neither deleted nor demoted.
 */
@ApplicationScoped
@Transactional(rollbackOn = LastOperator.class)
public class Accounts {

  @Inject private Sql sql;
  @Inject private Audit audit;
  @Inject private AccountRows rows;
  @Inject private PasswordHashing hashing;

  /** All accounts by name; sorted here, because each database has an order of its own. */
  public List<Account> all() {
    return sql
        .list(
            "SELECT name, role FROM account",
            row -> new Account(row.getString(1), Account.Role.valueOf(row.getString(2))))
        .stream()
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
    return sql.update(
            "INSERT INTO account (name, role, salted_password, salt, iterations)"
                + " SELECT ?, ?, ?, ?, ?"
                + " WHERE NOT EXISTS (SELECT 1 FROM account WHERE role = ?)"
                + " ON CONFLICT DO NOTHING",
            name,
            Account.Role.operator,
            salted.hash(),
            salted.salt(),
            salted.iterations(),
            Account.Role.operator)
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
    store(name, role, salted);
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
    if (!sql.any("SELECT 1 FROM account WHERE name = ?", name)) {
      return false;
    }
    keepAnOperatorBeside(name);
    boolean deleted = sql.update("DELETE FROM account WHERE name = ?", name) == 1;
    if (deleted) {
      audit.record(by, "account delete", name, "done");
    }
    return deleted;
  }

  private void store(String name, Account.Role role, SaltedPassword password) {
    boolean added =
        sql.update(
                "INSERT INTO account (name, role, salted_password, salt, iterations)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                name,
                role,
                password.hash(),
                password.salt(),
                password.iterations())
            == 1;
    if (!added) {
      sql.update(
          "UPDATE account SET role = ?, salted_password = ?, salt = ?, iterations = ?"
              + " WHERE name = ?",
          role,
          password.hash(),
          password.salt(),
          password.iterations(),
          name);
    }
  }

  /** Locks the operators, so that two of them cannot delete each other at the same time. */
  private void keepAnOperatorBeside(String name) throws LastOperator {
    boolean another =
        sql
            .list(
                "SELECT name FROM account WHERE role = ? ORDER BY name FOR UPDATE",
                row -> row.getString(1),
                Account.Role.operator)
            .stream()
            .anyMatch(operator -> !operator.equals(name));
    if (!another) {
      throw new LastOperator(name);
    }
  }
}
