/**
 * Logging in over HTTP, and the accounts.
 *
 * <p>HTTP Basic by a filter of ours, rather than by the server's realm: that shuts an account after
 * ten wrong passwords, for everybody and until a restart, cannot hash anew at a higher cost, and
 * hashes at each request.
 */
@NullMarked
package dev.halfway.web.accounts;

import org.jspecify.annotations.NullMarked;
