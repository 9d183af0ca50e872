package dev.halfway.ra.binding;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.QueueNames;
import dev.halfway.ra.marker.MarkerReader;
import dev.halfway.ra.marker.MarkerStore;
import dev.halfway.ra.marker.MarkerTables;
import dev.halfway.ra.marker.NamedDataSource;
import dev.halfway.ra.marker.StoreIdentity;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Alarms;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The marker store of this adapter, once it was found and agrees with the broker.
 *
 * <p>Usable means that the two were seen to agree, and never since to disagree: markers may be
 * read. Confirmed means that they agreed when last asked: a fence may be set.
 */
final class BoundStore implements Store {

  private static final String FORGETFUL = "database";
  private static final String TWICE = "marker store";

  private final MarkerStore markers;
  private final StoreBinding binding;
  private final RunningDatabases databases;
  private final NodeRegistry nodes;
  private final Alarms alarms;
  private volatile boolean open;
  private volatile @Nullable UUID id;
  private volatile boolean confirmed;

  BoundStore(
      StoreSettings settings,
      NodeSettings node,
      QueueNames queues,
      BrokerConnector broker,
      AdapterRuntime runtime) {
    String dataSource = Objects.requireNonNull(settings.dataSource());
    String relay = settings.relayDataSource();
    NamedDataSource callers =
        new NamedDataSource("dataSource", dataSource, BrokerConnector::lookup);
    NamedDataSource own =
        relay == null
            ? callers
            : new NamedDataSource("relayDataSource", relay, BrokerConnector::lookup);
    this.markers = new MarkerStore(callers, own, settings.markers());
    this.binding = new StoreBinding(new ControlQueue(broker, queues.control()), markers);
    this.databases =
        new RunningDatabases(settings.markers().storeName(), node, queues, broker, runtime);
    this.nodes = new StoreNodeRegistry(() -> known().nodes(), node, queues.waiting());
    this.alarms = runtime.alarms();
  }

  @Override
  public Ownership ownership() {
    return Ownership.of(id);
  }

  @Override
  public boolean isUsable() {
    return id != null;
  }

  @Override
  public boolean isConfirmed() {
    return confirmed;
  }

  /** After a failure everything about the database is read again: it may be another one. */
  @Override
  public void confirm() throws Unavailable {
    boolean agreed = false;
    try {
      if (!open) {
        markers.open();
        open = true;
      }
      UUID found = binding.confirm();
      agreed = runsOnce();
      id = found;
      alarmIfForgetful();
    } catch (Unavailable e) {
      open = false;
      if (!e.mayPass()) {
        id = null;
      }
      throw e;
    } finally {
      confirmed = agreed;
    }
  }

  /** A copy beside the original is refused; where both were at work before, neither decides. */
  private boolean runsOnce() throws Unavailable {
    RunningDatabases.Count count = databases.check(markers.running());
    if (count != RunningDatabases.Count.TWO) {
      alarms.clear(TWICE);
      return count == RunningDatabases.Count.ONE;
    }
    String twice =
        "another running database is used as marker store '%s' at this time; one of them is a copy, and must not be used with this broker"
            .formatted(markers.lastKnown().name());
    if (!databases.isKnown()) {
      throw Unavailable.untilRepaired("dataSource: " + twice);
    }
    alarms.raise(TWICE, twice + "; until then no transaction is called rolled back");
    return false;
  }

  private void alarmIfForgetful() {
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

  @Override
  public void rebind() throws Unavailable {
    known();
    binding.rebind();
  }

  @Override
  public NodeRegistry nodes() {
    return nodes;
  }

  @Override
  public Optional<MarkerTables> tables() throws Unavailable {
    return Optional.of(known().tables());
  }

  @Override
  public PendingMarker marker(HalfTransactionId transaction) throws Unavailable {
    return known().marker(transaction);
  }

  @Override
  public MarkerReader reader() throws Unavailable {
    return known().reader(() -> confirmed);
  }

  /** Callers must not wait for a database that was never found. */
  private MarkerStore known() throws Unavailable {
    if (!markers.isOpen()) {
      throw Unavailable.untilRepaired("dataSource: the marker store has not been found yet");
    }
    return markers;
  }

  @Override
  public Verdict decide(HalfTransactionId transaction, Verdict verdict) throws Unavailable {
    try (MarkerReader reader = reader()) {
      return switch (reader.force(transaction, verdict == Verdict.COMMIT)) {
        case COMMITTED -> Verdict.COMMIT;
        case ROLLED_BACK -> Verdict.ROLLBACK;
        // The end is not known any more, and no late commit can come: its table is gone too.
        case GONE -> verdict;
        case ABSENT, LOCKED -> Verdict.UNKNOWN;
      };
    }
  }

  /** Its name, and which database it is in. */
  @Override
  public String toString() {
    StoreIdentity known = markers.lastKnown();
    return "marker store " + known.name() + " in database " + known.database().now();
  }
}
