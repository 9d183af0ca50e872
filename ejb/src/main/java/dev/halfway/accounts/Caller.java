package dev.halfway.accounts;

/** Somebody who has logged in. */
public record Caller(String name, Account.Role role) {}
