/**
 * Sending: the connection factory that applications look up, and everything down to the broker's
 * sessions.
 *
 * <p>A message that is sent inside a JTA transaction becomes a half message: it goes, in an
 * envelope, into a transacted session of the broker's, which is committed when the transaction
 * manager asks for the vote, after all work of the transaction and before the database commits. The
 * vote is always "read-only". {@link dev.halfway.ra.outbound.OpenTransaction} is what all senders
 * of one transaction share, {@link dev.halfway.ra.outbound.TransactionBranch} the part of one
 * connection in it. A message that is sent outside any transaction goes straight to its
 * destination.
 *
 * <p>It deliberately does not receive: that would be acknowledged before the database commits.
 */
@NullMarked
package dev.halfway.ra.outbound;

import org.jspecify.annotations.NullMarked;
