/**
 * The broker, through plain Jakarta Messaging: connections, the half and waiting queues, and the
 * settings that these queues need.
 *
 * <p>Every call has a time limit. A call that takes longer is ended by closing the connection under
 * it. Messages that were received and not committed stay in their queue. A missing answer never
 * looks like an empty queue.
 *
 * <p>This package decides nothing about a message: {@link dev.halfway.ra.protocol} does that. It
 * uses no classes of a provider.
 */
@NullMarked
package dev.halfway.ra.broker;

import org.jspecify.annotations.NullMarked;
