package dev.halfway.ra.relay;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.marker.BucketKeeper;
import dev.halfway.ra.marker.MarkerReader;
import dev.halfway.ra.marker.MarkerStore;
import dev.halfway.ra.marker.MarkerStoreException;
import dev.halfway.ra.marker.NodeRegistry;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers.Unavailable;
import java.util.UUID;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The marker store of this adapter, once it was found and agrees with the broker.
 *
 * <p>Usable means that the two were seen to agree, and never since to disagree: markers may be
 * read. Confirmed means that they were when last asked: a fence may be set. Thread-safe.
 */
final class Store implements Operator.Verdicts {

  private record Found(MarkerStore markers, StoreBinding binding) {}

  private final String dataSource;
  private final RelayConfiguration configuration;
  private final Broker broker;
  private volatile @Nullable Found found;
  private volatile @Nullable UUID id;
  private volatile boolean confirmed;

  /**
   * A store that was not looked for yet.
   *
   * @param dataSource JNDI name
   */
  Store(String dataSource, RelayConfiguration configuration, Broker broker) {
    this.dataSource = dataSource;
    this.configuration = configuration;
    this.broker = broker;
  }

  /** Its id; null until it is usable. */
  @Nullable UUID id() {
    return id;
  }

  /** Finds it, and sees to it that broker and store agree. */
  void confirm() throws NotReady {
    boolean agreed = false;
    try {
      id = find().binding().confirm();
      agreed = true;
    } catch (NotReady e) {
      if (!e.isOutage()) {
        id = null;
      }
      throw e;
    } finally {
      confirmed = agreed;
    }
  }

  /** Makes them agree, whatever they knew of each other. */
  void rebind() throws NotReady {
    find().binding().rebind();
  }

  NodeRegistry nodes() throws NotReady {
    return find().markers().nodes();
  }

  BucketKeeper buckets() throws NotReady {
    return find().markers().buckets();
  }

  void mark(HalfTransactionId transaction) throws MarkerStoreException, NotReady {
    find().markers().mark(transaction);
  }

  @Override
  public MarkerReader reader() throws Unavailable {
    try {
      return find().markers().reader(() -> confirmed);
    } catch (NotReady e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Verdict decide(HalfTransactionId transaction, Verdict verdict) throws Unavailable {
    try (MarkerReader markers = reader()) {
      Marker marker = markers.force(transaction, verdict == Verdict.COMMIT);
      return switch (marker) {
        case COMMITTED -> Verdict.COMMIT;
        case ROLLED_BACK -> Verdict.ROLLBACK;
        // Nobody knows any more, and no late commit can come: its table is gone too.
        case GONE -> verdict;
        case ABSENT, LOCKED -> Verdict.UNKNOWN;
      };
    }
  }

  private Found find() throws NotReady {
    Found known = found;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      known = found;
      if (known == null) {
        MarkerStore markers = open();
        known = new Found(markers, new StoreBinding(broker, configuration.controlQueue(), markers));
        found = known;
      }
      return known;
    }
  }

  private MarkerStore open() throws NotReady {
    DataSource callers = lookup("dataSource", dataSource);
    String relay = configuration.relayDataSource();
    DataSource own = relay == null ? callers : lookup("relayDataSource", relay);
    MarkerStore markers = new MarkerStore(callers, own, configuration.markers());
    try {
      markers.open();
    } catch (MarkerStoreException e) {
      throw NotReady.outage(String.valueOf(e.getMessage()), e);
    }
    return markers;
  }

  private static DataSource lookup(String property, String name) throws NotReady {
    try {
      if (Broker.lookup(name) instanceof DataSource source) {
        return source;
      }
      throw NotReady.wrong(property + ": " + name + " is no javax.sql.DataSource");
    } catch (NamingException e) {
      throw NotReady.outage(property + ": nothing is bound at " + name, e);
    }
  }
}
