/**
 * What tests use to reach the product: its server, its database and its broker as processes of
 * their own, which can be stopped, killed and made to stand still, and its API as a client sees it.
 */
@NullMarked
package dev.halfway.server;

import org.jspecify.annotations.NullMarked;
