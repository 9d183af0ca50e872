package dev.halfway.accounts;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The rows of accounts, for whoever logs in. Nothing is kept: what changes in them holds at once.
 */
@ApplicationScoped
class AccountRows {

  @Inject private Sql sql;

  /** The account of this name. */
  Optional<StoredAccount> find(String name) {
    return Account.isName(name)
        ? sql.first(
            "SELECT role, salted_password, salt, iterations FROM account WHERE name = ?",
            row ->
                new StoredAccount(
                    name,
                    Account.Role.valueOf(row.getString(1)),
                    new SaltedPassword(row.getString(2), row.getString(3), row.getInt(4))),
            name)
        : Optional.empty();
  }

  /**
   * Stores an account's password in another form, unless it was changed meanwhile.
   *
   * @return whether it was
   */
  boolean replace(StoredAccount account, SaltedPassword password) {
    return sql.update(
            "UPDATE account SET salted_password = ?, salt = ?, iterations = ?"
                + " WHERE name = ? AND salted_password = ? AND salt = ?",
            password.hash(),
            password.salt(),
            password.iterations(),
            account.name(),
            account.password().hash(),
            account.password().salt())
        == 1;
  }
}
