/**
 * Smoothing (peak shaving): a flash sale that accepts orders as fast as they come and works them
 * off as fast as the database may.
 *
 * <p>Guarantees: an accepted order is worked off once, is either confirmed or sold out, and no item
 * is sold more or less often than there is stock; never more orders are worked on at the same time
 * on a node than its bound; what would exceed the backlog or the rate is refused before anything is
 * kept of it, with the time after which it is worth asking again.
 *
 * <p>Accepting costs a durable message and nothing of the database. So an order that is only
 * accepted has no row: its id proves that it was given out here.
 */
@NullMarked
package dev.halfway.smoothing;

import org.jspecify.annotations.NullMarked;
