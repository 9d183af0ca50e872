/**
 * What message-driven beans share: the inbox, the failures, and the dead letters.
 *
 * <p>An effect guarded by the {@link dev.halfway.consumers.Inbox} happens once, however often its
 * message is delivered. A message that cannot be consumed becomes a dead letter with its cause. It
 * is never dropped.
 *
 * <p>It does not retry: redelivery and back-off are the broker's.
 */
@NullMarked
package dev.halfway.consumers;

import org.jspecify.annotations.NullMarked;
