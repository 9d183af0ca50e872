/**
 * What at least two scenarios use: the schema, the inbox that makes a consumer's effect happen
 * once, dead letters, queue figures and the audit trail.
 *
 * <p>Guarantees: an effect guarded by the {@link dev.halfway.shared.Inbox} happens once however
 * often its message is delivered; a message that cannot be consumed ends in the dead-letter queue
 * with its cause and is never dropped.
 *
 * <p>It knows no scenario, speaks no HTTP, and reaches the broker over Jakarta Messaging alone.
 *
 * <p>What a thread of our own calls is a CDI bean with {@link jakarta.transaction.Transactional},
 * and no EJB. A call of an EJB waits until all beans of the start are there; where the deployment
 * is stopped before they are, that call waits for ever, and so does the server for that call (seen
 * with WildFly 39: its interceptor that waits for the start runs within the one that counts what is
 * under way).
 */
@NullMarked
package dev.halfway.shared;

import org.jspecify.annotations.NullMarked;
