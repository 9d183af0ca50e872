/**
 * Scenario 6, transaction: an order stays consistent across systems.
 *
 * <p>An order and what it brings about in other systems (the warehouse, loyalty points, the cart)
 * must all happen, or none. An order goes one way: {@link dev.halfway.transaction.Orders} takes it,
 * {@link dev.halfway.transaction.OrderTransaction} stores it and announces it in one transaction,
 * and that commits. {@link dev.halfway.transaction.Mode} says by which mechanism the order's rows
 * and the message about it are kept together; the business is the same each time. The message goes
 * to a topic, and each system has a durable subscription and takes it at its own pace.
 *
 * <p>Guaranteed by XA, half messages and outbox: the effects happen, each once, if and only if the
 * order is there, whatever dies and when. Plain sending guarantees the "only if" alone: it is there
 * to be compared with. Orders of one customer reach each system in the order of their commits on
 * one node, but by plain sending, where they go as callers come to sending them.
 *
 * <p>Operators see what is in doubt: messages and transactions whose end nobody knows yet, or whose
 * destination does not take them, and what they may decide about them. Looking consumes nothing; a
 * decision never goes against what the database has committed, and none is made without leaving in
 * the audit trail who made it, on what, and why. Not offered: deciding against the database, or
 * deleting a half message. Neither is ever right.
 */
@NullMarked
package dev.halfway.transaction;

import org.jspecify.annotations.NullMarked;
