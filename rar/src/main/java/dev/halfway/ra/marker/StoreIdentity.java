package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import java.util.UUID;

/**
 * Who a marker store says it is.
 *
 * @param name as it was when the store was made
 * @param id random, given when the store was made; copies with the database
 * @param token random, new with every rebinding: what broker and store agree on
 * @param bound whether the broker's side of the agreement was written
 */
public record StoreIdentity(
    String name, UUID id, UUID token, boolean bound, int bucketDays, Database database) {

  /**
   * Which database a store is in.
   *
   * @param then which one the token was given to, and where it was then
   * @param isSame whether the two are one database, wherever it is: a clone is another one
   */
  public record Database(String then, String now, boolean isSame) {}

  /** Whether both were read from one store in one database, with no rebinding in between. */
  boolean isSameAs(StoreIdentity other, Dialect dialect) {
    return id.equals(other.id)
        && token.equals(other.token)
        && dialect.isSame(database.now, other.database.now);
  }
}
