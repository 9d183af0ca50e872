package dev.halfway.accounts;

/** An account as its row has it. */
record StoredAccount(String name, Account.Role role, SaltedPassword password) {

  /** The same, with its password stored anew. */
  StoredAccount with(SaltedPassword stored) {
    return new StoredAccount(name, role, stored);
  }
}
