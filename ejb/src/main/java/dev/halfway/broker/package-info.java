/**
 * The broker as an operator sees it: its queues, their figures, and the messages that wait in them.
 *
 * <p>Looking changes nothing: no message is consumed. It reaches the broker over Jakarta Messaging
 * alone.
 *
 * <p>It sends no messages of the scenarios: see {@code dev.halfway.messages}.
 */
@NullMarked
package dev.halfway.broker;

import org.jspecify.annotations.NullMarked;
