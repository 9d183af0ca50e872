/**
 * What tests use to reach the product: its server as a process of its own, and its API as a client
 * sees it.
 */
@NullMarked
package dev.halfway.server;

import org.jspecify.annotations.NullMarked;
