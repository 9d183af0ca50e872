/**
 * Scenario 5, broadcast: every node gets every message, by a durable subscription of its own.
 *
 * <p>Dispatches are pushed to the drivers' apps that are connected to the node. They are a log in
 * the database, numbered without gaps: a message says that there is a new one and carries it; what
 * a node or an app has missed it reads from the log. So each app sees each dispatch from its
 * position on, in order, once, whatever node it is connected to.
 *
 * <p>The dictionary is cached on every node. A change and its message are one transaction, and of
 * two versions of an entry the higher one stays, in whatever order they come.
 *
 * <p>When the database is restored from a backup, nodes and apps know numbers and versions that it
 * has not come to any more. The database counts: nodes go back to it, and apps whose position it
 * has not come to are told so and go on from one that it has.
 *
 * <p>What waits for a node that is away is bounded. Beyond that its subscription is given up, which
 * loses nothing: a node that comes back begins with the log and with an empty cache.
 */
@NullMarked
package dev.halfway.broadcast;

import org.jspecify.annotations.NullMarked;
