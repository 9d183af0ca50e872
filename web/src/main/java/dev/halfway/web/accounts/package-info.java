/**
 * Logging in over HTTP, and the accounts.
 *
 * <p>HTTP Basic by a filter of ours, rather than by the server's realm: the realm locks an account
 * after ten wrong passwords, for everybody and until a restart. It cannot hash a password again at
 * a higher cost, and it hashes at each request.
 */
@NullMarked
package dev.halfway.web.accounts;

import org.jspecify.annotations.NullMarked;
