/**
 * Who belongs to whom: broker and marker store, messages and their application, queues and their
 * node.
 *
 * <p>Broker and marker store must agree on a token before the adapter works. The adapter relays
 * only messages of its own application. While the same database may run twice, it calls no
 * transaction rolled back.
 *
 * <p>The registry of nodes only shares out the work. It guards nothing: two relays on one queue are
 * as right as one.
 */
@NullMarked
package dev.halfway.ra.binding;

import org.jspecify.annotations.NullMarked;
