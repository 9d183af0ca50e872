/**
 * What at least two scenarios use: the schema, the inbox that makes a consumer's effect happen
 * once, dead letters, queue figures, accounts and the audit trail.
 *
 * <p>Guarantees: an effect guarded by the {@link dev.halfway.shared.Inbox} happens once however
 * often its message is delivered; a message that cannot be consumed ends in the dead-letter queue
 * with its cause and is never dropped.
 *
 * <p>It knows no scenario, speaks no HTTP, and reaches the broker over Jakarta Messaging alone.
 */
@NullMarked
package dev.halfway.shared;

import org.jspecify.annotations.NullMarked;
