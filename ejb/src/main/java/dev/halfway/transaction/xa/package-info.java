/**
 * Transactions of the server's transaction manager that were prepared and neither committed nor
 * rolled back: what database, broker and the manager's own log know of them, joined.
 *
 * <p>The log is the judge: a transaction that stands in it was decided to commit, and one of this
 * node that does not was not (presumed abort). Of another node's transactions this node knows
 * nothing, and takes an operator's word.
 */
@NullMarked
package dev.halfway.transaction.xa;

import org.jspecify.annotations.NullMarked;
