/**
 * The audit trail: who changed what.
 *
 * <p>An entry is in the transaction of its change: both are there, or neither. Nothing changes an
 * entry.
 *
 * <p>It does not decide who may do what.
 */
@NullMarked
package dev.halfway.audit;

import org.jspecify.annotations.NullMarked;
