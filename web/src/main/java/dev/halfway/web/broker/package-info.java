/**
 * The broker's queues over HTTP: their figures, and what waits in them.
 *
 * <p>Looking consumes nothing.
 */
@NullMarked
package dev.halfway.web.broker;

import org.jspecify.annotations.NullMarked;
