package dev.halfway.ra.marker;

import java.util.UUID;

/**
 * Who a marker store says it is.
 *
 * @param name as configured, and as it was when the store was made
 * @param id random, given when the store was made; copies with the database
 * @param token random, new with every rebinding: what broker and store agree on
 * @param bound whether the broker's side of the agreement was written
 * @param storedDatabase what the database looked like from outside when the token was given
 * @param database what it looks like now: a clone, or a database moved elsewhere, looks different
 */
public record StoreIdentity(
    String name, UUID id, UUID token, boolean bound, String storedDatabase, String database) {

  /** Whether this is still the database that the token was given to. */
  public boolean isInPlace() {
    return storedDatabase.equals(database);
  }

  /** Whether both were read from one store in one place, with no rebinding in between. */
  public boolean isSameAs(StoreIdentity other) {
    return id.equals(other.id) && token.equals(other.token) && database.equals(other.database);
  }
}
