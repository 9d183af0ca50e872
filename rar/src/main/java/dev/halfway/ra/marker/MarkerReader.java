package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect.Failure;
import dev.halfway.ra.marker.StoreConnection.Work;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.Unavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads markers and sets fences, for one relay and its thread, which has no JTA transaction.
 *
 * <p>Keeps one connection of its own, so that it never waits for callers that wait for it. After
 * any failure of it the answer is {@link Unavailable} and the next question goes to a new one, on
 * which the store has to be found to be the same as before.
 */
public final class MarkerReader implements Markers {

  private static final Logger LOG = System.getLogger(MarkerReader.class.getName());

  /** How many keys are asked for: few different statements, for the caches of driver and pool. */
  private static final int[] SIZES = {1, 8, 32, 128};

  private static final int MAX_SIZE = SIZES[SIZES.length - 1];

  private final NamedDataSource dataSource;
  private final MarkerConfiguration configuration;
  private final Supplier<StoreIdentity> known;
  private final BooleanSupplier confirmed;
  private @Nullable StoreConnection connection;

  MarkerReader(
      NamedDataSource dataSource,
      MarkerConfiguration configuration,
      Supplier<StoreIdentity> known,
      BooleanSupplier confirmed) {
    this.dataSource = dataSource;
    this.configuration = configuration;
    this.known = known;
    this.confirmed = confirmed;
  }

  @Override
  public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) throws Unavailable {
    return answered(
        own -> {
          if (ids.isEmpty()) {
            expectTheSameStore(own);
          }
          Map<HalfTransactionId, Marker> markers = new HashMap<>();
          for (List<HalfTransactionId> bucket :
              ids.stream().collect(Collectors.groupingBy(HalfTransactionId::bucket)).values()) {
            for (int from = 0; from < bucket.size(); from += MAX_SIZE) {
              List<HalfTransactionId> some =
                  bucket.subList(from, Math.min(from + MAX_SIZE, bucket.size()));
              markers.putAll(select(own, some));
            }
          }
          return markers;
        });
  }

  @Override
  public Marker fence(HalfTransactionId id) throws Unavailable {
    return force(id, false);
  }

  /**
   * Decides how a transaction ended, unless that is decided already or it is open. The rules of
   * {@link Markers#fence} hold; a forced COMMITTED says nothing about the business data.
   */
  public Marker force(HalfTransactionId id, boolean committed) throws Unavailable {
    if (!confirmed.getAsBoolean()) {
      throw new Unavailable(
          "nothing is decided while broker and marker store have not confirmed to each other who"
              + " they are, or the store may be used in another running database");
    }
    return answered(
        own -> {
          try {
            own.update(
                "INSERT INTO %s (id, committed) VALUES (?, ?)"
                    .formatted(MarkerTables.of(id.bucket())),
                id.uuid(),
                committed);
            return marker(committed);
          } catch (SQLException e) {
            return switch (own.dialect().failure(e)) {
              case LOCKED -> Marker.LOCKED;
              case DUPLICATE -> written(own, id);
              case NO_TABLE -> {
                expectTheSameStore(usable(own));
                yield Marker.GONE;
              }
              default -> throw e;
            };
          }
        });
  }

  @Override
  public void close() {
    StoreConnection kept = connection;
    connection = null;
    if (kept != null) {
      try {
        kept.close();
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "closing the connection to the marker store", e);
      }
    }
  }

  /** The row that an insert has met. */
  private Marker written(StoreConnection own, HalfTransactionId id)
      throws Unavailable, SQLException {
    Marker marker = select(usable(own), List.of(id)).getOrDefault(id, Marker.ABSENT);
    if (marker == Marker.ABSENT) {
      throw new Unavailable("there is a marker of " + id + " that cannot be seen");
    }
    return marker;
  }

  private Map<HalfTransactionId, Marker> select(StoreConnection own, List<HalfTransactionId> ids)
      throws Unavailable, SQLException {
    Map<HalfTransactionId, Marker> markers = new HashMap<>();
    int bucket = ids.get(0).bucket();
    try {
      Map<UUID, Marker> rows = rows(own, bucket, ids);
      ids.forEach(id -> markers.put(id, rows.getOrDefault(id.uuid(), Marker.ABSENT)));
    } catch (SQLException e) {
      if (own.dialect().failure(e) != Failure.NO_TABLE) {
        throw e;
      }
      expectTheSameStore(own);
      ids.forEach(id -> markers.put(id, Marker.GONE));
    }
    return markers;
  }

  private static Map<UUID, Marker> rows(
      StoreConnection own, int bucket, List<HalfTransactionId> ids) throws SQLException {
    int size = sizeFor(ids.size());
    Object[] parameters = new Object[size];
    for (int i = 0; i < size; i++) {
      parameters[i] = ids.get(Math.min(i, ids.size() - 1)).uuid();
    }
    return own
        .reading(
            statements ->
                statements.list(
                    "SELECT id, committed FROM %s WHERE id IN (?%s)"
                        .formatted(MarkerTables.of(bucket), ", ?".repeat(size - 1)),
                    row -> Map.entry(row.getObject(1, UUID.class), marker(row.getBoolean(2))),
                    parameters))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static int sizeFor(int ids) {
    return IntStream.of(SIZES).filter(size -> size >= ids).findFirst().orElse(MAX_SIZE);
  }

  /** A table that is not there says something only if the others are, and the right ones. */
  private void expectTheSameStore(StoreConnection own) throws Unavailable, SQLException {
    try {
      if (!new StoreRow(own).read().isSameAs(known.get(), own.dialect())) {
        throw new Unavailable(
            "dataSource: this is not the store that was opened, or it was bound anew meanwhile");
      }
    } catch (Unavailable e) {
      throw new Unavailable("dataSource: this is not the store that was opened", e);
    }
  }

  private <T> T answered(Work<T> question) throws Unavailable {
    try {
      return question.on(usable(connection));
    } catch (SQLException e) {
      close();
      throw new Unavailable("the marker store does not answer: " + e.getMessage(), e);
    } catch (Unavailable | RuntimeException e) {
      // The next question has to find out anew whom it asks.
      close();
      throw e;
    }
  }

  private StoreConnection usable(@Nullable StoreConnection kept) throws Unavailable, SQLException {
    if (kept != null && kept.isUsable()) {
      return kept;
    }
    close();
    StoreConnection borrowed = borrow();
    connection = borrowed;
    expectTheSameStore(borrowed);
    return borrowed;
  }

  private StoreConnection borrow() throws Unavailable, SQLException {
    try {
      return StoreConnection.borrow(dataSource, configuration);
    } catch (Unavailable e) {
      throw new Unavailable("dataSource: this is not the store that was opened", e);
    }
  }

  private static Marker marker(boolean committed) {
    return committed ? Marker.COMMITTED : Marker.ROLLED_BACK;
  }
}
