/**
 * What applications and operators see of the adapter beyond {@code jakarta.jms}.
 *
 * <p>Sending needs nothing of it: that is {@link jakarta.jms.ConnectionFactory}. A group that keeps
 * no marker in its database implements {@link dev.halfway.ra.api.TransactionChecker}; operators
 * look at what is in doubt, and decide it, through {@link dev.halfway.ra.api.HalfTransactions}.
 */
@NullMarked
package dev.halfway.ra.api;

import org.jspecify.annotations.NullMarked;
