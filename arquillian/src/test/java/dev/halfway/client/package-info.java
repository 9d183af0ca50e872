/** Callers of the product: its HTTP API, and a driver's app over a WebSocket. */
@NullMarked
package dev.halfway.client;

import org.jspecify.annotations.NullMarked;
