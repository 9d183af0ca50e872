/** Scenario 5, broadcast, over HTTP and WebSocket; see {@link dev.halfway.broadcast}. */
@NullMarked
package dev.halfway.web.broadcast;

import org.jspecify.annotations.NullMarked;
