package dev.halfway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.regex.Pattern;

/** Somebody who may log in. */
@Entity
@Table(name = "account")
@SuppressWarnings("UnusedVariable") // The password is read by AccountRows, in SQL.
public class Account {

  /** What a name looks like: no colon, which ends it in credentials (RFC 7617). */
  public static final String NAME = "[A-Za-z0-9._-]{1,64}";

  private static final Pattern NAMES = Pattern.compile(NAME);

  /** What an account may do; the constants are spelt as the roles that are asked for. */
  public enum Role {
    /** Read, send requests to the scenarios, and change the own password. */
    viewer,
    /** That, and redeliver, delete, inject faults, and change accounts. */
    operator
  }

  @Id private String name;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "salted_password")
  private String saltedPassword;

  private String salt;
  private int iterations;

  @SuppressWarnings("NullAway.Init") // for Jakarta Persistence
  protected Account() {}

  Account(String name, Role role, SaltedPassword password) {
    this.name = name;
    this.role = role;
    this.saltedPassword = password.hash();
    this.salt = password.salt();
    this.iterations = password.iterations();
  }

  /** Whether an account may have this name. */
  static boolean isName(String text) {
    return NAMES.matcher(text).matches();
  }

  /** Identifies it. */
  public String name() {
    return name;
  }

  /** What it may do. */
  public Role role() {
    return role;
  }
}
