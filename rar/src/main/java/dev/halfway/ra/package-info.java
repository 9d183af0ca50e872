/**
 * The resource adapter that will give a Jakarta EE server half messages over Jakarta Messaging.
 *
 * <p>Today it starts, stops and refuses every use with a clear error: neither the connection
 * factory nor the relay exists yet. What its protocol rests on is already pinned by tests: the
 * order in which a transaction manager calls the participants of one transaction.
 */
@NullMarked
package dev.halfway.ra;

import org.jspecify.annotations.NullMarked;
