/**
 * Check-back: applications that tell the adapter how their transactions ended.
 *
 * <p>For groups of senders that keep no marker row. A message-driven bean implements {@link
 * dev.halfway.ra.api.TransactionChecker} and names its group in its activation; several nodes may
 * have one for the same group, each answers for what its own node relays.
 */
@NullMarked
package dev.halfway.ra.inbound;

import org.jspecify.annotations.NullMarked;
