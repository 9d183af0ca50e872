/**
 * Who may log in: accounts, their passwords, and what is done about those who guess.
 *
 * <p>Guarantees: a password is kept as PBKDF2 alone, at the cost that OWASP asks for; whoever knows
 * one is let in at once, whatever others do from elsewhere; whoever does not takes neither the
 * processors nor the threads of others, learns nothing about which accounts there are, and is in
 * the audit trail.
 *
 * <p>It speaks no HTTP: {@code dev.halfway.web.accounts} brings credentials and addresses.
 */
@NullMarked
package dev.halfway.accounts;

import org.jspecify.annotations.NullMarked;
