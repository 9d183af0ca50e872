/** Accounts, logins and who may do what, under test. */
@NullMarked
package dev.halfway.accounts;

import org.jspecify.annotations.NullMarked;
