package dev.halfway.shared;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Somebody who may log in. */
@Entity
@Table(name = "account")
@SuppressWarnings("UnusedVariable") // The password is read by the server, in SQL.
public class Account {

  /** What an account may do; the constants are spelt as the roles of the server. */
  public enum Role {
    /** Read, and send requests to the scenarios. */
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

  /** Identifies it. */
  public String name() {
    return name;
  }

  /** What it may do. */
  public Role role() {
    return role;
  }
}
