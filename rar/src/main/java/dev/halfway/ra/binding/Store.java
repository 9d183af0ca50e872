package dev.halfway.ra.binding;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.marker.MarkerReader;
import dev.halfway.ra.marker.MarkerStore;
import dev.halfway.ra.marker.MarkerStoreException;
import dev.halfway.ra.marker.MarkerTables;
import dev.halfway.ra.marker.NamedDataSource;
import dev.halfway.ra.marker.NodeTable;
import dev.halfway.ra.marker.StoreIdentity;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers.Unavailable;
import dev.halfway.ra.runtime.Alarms;
import dev.halfway.ra.runtime.NotReady;
import dev.halfway.ra.runtime.RelayConfiguration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The marker store of this adapter, once it was found and agrees with the broker.
 *
 * <p>Usable means that the two were seen to agree, and never since to disagree: markers may be
 * read. Confirmed means that they were when last asked: a fence may be set. Thread-safe.
 */
public final class Store implements Verdicts {

  private static final String FORGETFUL = "database";
  private static final String TWICE = "marker store";

  private final MarkerStore markers;
  private final StoreBinding binding;
  private final RunningDatabases databases;
  private final Alarms alarms;
  private volatile boolean open;
  private volatile @Nullable UUID id;
  private volatile boolean confirmed;

  /**
   * A store that was not looked for yet.
   *
   * @param dataSource JNDI name
   */
  public Store(
      String dataSource,
      RelayConfiguration configuration,
      BrokerConnector broker,
      RunningDatabases databases,
      Alarms alarms) {
    String relay = configuration.relayDataSource();
    NamedDataSource callers =
        new NamedDataSource("dataSource", dataSource, BrokerConnector::lookup);
    NamedDataSource own =
        relay == null
            ? callers
            : new NamedDataSource("relayDataSource", relay, BrokerConnector::lookup);
    this.markers = new MarkerStore(callers, own, configuration.markers());
    this.binding = new StoreBinding(broker, configuration.controlQueue(), markers);
    this.databases = databases;
    this.alarms = alarms;
  }

  /** Its id; null until it is usable. */
  public @Nullable UUID id() {
    return id;
  }

  /**
   * Finds it, and sees to it that broker and store agree. To be called by one thread.
   *
   * <p>After a failure everything about the database is looked at anew: it may be another one.
   */
  public void confirm() throws NotReady {
    boolean agreed = false;
    try {
      open();
      UUID found = binding.confirm();
      agreed = runsOnce();
      id = found;
      tellWhatItForgets();
    } catch (NotReady e) {
      open = false;
      if (!e.isOutage()) {
        id = null;
      }
      throw e;
    } finally {
      confirmed = agreed;
    }
  }

  /** Whether broker and store were seen to agree when last asked, and no other to be used. */
  public boolean isConfirmed() {
    return confirmed;
  }

  /** A copy beside the original is refused; where both were at work before, neither decides. */
  private boolean runsOnce() throws NotReady {
    RunningDatabases.Count count = databases.look(markers.running());
    if (count != RunningDatabases.Count.TWO) {
      alarms.clear(TWICE);
      return count == RunningDatabases.Count.ONE;
    }
    String twice =
        "another running database is used as marker store '%s' at this time; one of them is a copy, and must not be used with this broker"
            .formatted(markers.lastKnown().name());
    if (!databases.isKnown()) {
      throw NotReady.wrong("dataSource: " + twice);
    }
    alarms.raise(TWICE, twice + "; until then no transaction is called rolled back");
    return false;
  }

  private void open() throws NotReady {
    if (open) {
      return;
    }
    try {
      markers.open();
    } catch (MarkerStoreException e) {
      throw NotReady.outage(String.valueOf(e.getMessage()), e);
    }
    open = true;
  }

  private void tellWhatItForgets() {
    markers
        .forgets()
        .ifPresentOrElse(
            settings ->
                alarms.raise(
                    FORGETFUL,
                    "it may forget what it has committed (%s): after a crash messages may have been delivered whose transactions are gone"
                        .formatted(settings)),
            () -> alarms.clear(FORGETFUL));
  }

  /** Its name, and which database it is in. */
  @Override
  public String toString() {
    StoreIdentity known = markers.lastKnown();
    return known.name() + " in database " + known.database().now();
  }

  /** Makes them agree, whatever they knew of each other. */
  public void rebind() throws NotReady {
    requireKnown();
    binding.rebind();
  }

  NodeTable nodes() throws NotReady {
    requireKnown();
    return markers.nodes();
  }

  public MarkerTables tables() throws NotReady {
    requireKnown();
    return markers.tables();
  }

  public void mark(HalfTransactionId transaction) throws MarkerStoreException, NotReady {
    requireKnown();
    markers.mark(transaction);
  }

  @Override
  public MarkerReader reader() throws Unavailable {
    try {
      requireKnown();
    } catch (NotReady e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
    return markers.reader(() -> confirmed);
  }

  /** What is asked of it must not wait for a database that nobody has seen yet. */
  private void requireKnown() throws NotReady {
    if (!markers.isOpen()) {
      throw NotReady.wrong("dataSource: the marker store has not been found yet");
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
}
