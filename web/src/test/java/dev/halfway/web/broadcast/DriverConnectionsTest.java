package dev.halfway.web.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.broadcast.DispatchFeed;
import dev.halfway.broadcast.DispatchPosted;
import dev.halfway.broadcast.Dispatches;
import dev.halfway.broadcast.Drivers;
import dev.halfway.web.broadcast.DriverConnection.Credentials;
import dev.halfway.web.testing.Requests;
import jakarta.ejb.EJBException;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apps, the feed that they are pushed from, and a log that may have gone back. */
class DriverConnectionsTest {

  private final Feed feed = new Feed();
  private final Log log = new Log();
  private final DriverConnections connections = new DriverConnections();
  private final Set<String> valid = new HashSet<>(Set.of("ada a", "bob b"));
  private boolean tokensAreAway;

  /** Has all up to the last one. */
  private static final class Feed extends DispatchFeed {
    private long last = 50;
    private LongConsumer setBack = newest -> {};

    @Override
    public void onNews(Runnable listener) {
      // Apps are pushed to when they connect.
    }

    @Override
    public void onSetBack(LongConsumer listener) {
      setBack = listener;
    }

    @Override
    public synchronized long last() {
      return last;
    }

    @Override
    public synchronized Optional<List<DispatchPosted>> after(long id, int max) {
      return Optional.of(
          LongStream.rangeClosed(id + 1, last)
              .limit(max)
              .mapToObj(one -> new DispatchPosted(one, "a", "b", BigDecimal.ONE, Instant.EPOCH))
              .toList());
    }
  }

  private static final class Log extends Dispatches {
    private long last = 50;
    private boolean away;

    @Override
    public long last() {
      if (away) {
        throw new EJBException("away");
      }
      return last;
    }
  }

  /** An app that takes all, and acknowledges nothing. */
  @SuppressWarnings("NullAway.Init") // Its connection comes right after it.
  private static final class App {
    private final List<String> texts = new ArrayList<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private DriverConnection connection;

    private final RemoteEndpoint.Async remote =
        Requests.answering(
            RemoteEndpoint.Async.class,
            Map.of(
                "sendText",
                arguments -> {
                  texts.add((String) arguments[0]);
                  ((SendHandler) arguments[1]).onResult(new SendResult());
                  return null;
                },
                "sendPing",
                arguments -> null));

    private final Session session =
        Requests.answering(
            Session.class,
            Map.of(
                "getAsyncRemote",
                arguments -> remote,
                "isOpen",
                arguments -> closed.isEmpty(),
                "close",
                arguments -> {
                  closed.add((CloseReason) arguments[0]);
                  return null;
                }));
  }

  @BeforeEach
  void surroundings() {
    Requests.inject(connections, "feed", feed);
    Requests.inject(connections, "log", log);
    Requests.inject(
        connections,
        "drivers",
        new Drivers() {
          @Override
          public boolean isDriver(String driver, String token) {
            if (tokensAreAway) {
              throw new EJBException("away");
            }
            return valid.contains(driver + " " + token);
          }
        });
    Requests.inject(
        connections,
        "threads",
        // The test itself goes the rounds.
        Requests.answering(
            ManagedThreadFactory.class, Map.of("newThread", arguments -> new Thread())));
    connections.start();
  }

  private App connect(long position, String... notices) {
    return connect(position, Optional.empty(), notices);
  }

  private App connect(long position, Optional<Credentials> credentials, String... notices) {
    App app = new App();
    app.connection =
        new DriverConnection(app.session, position, List.of(notices), credentials, connections);
    connections.add(app.connection);
    return app;
  }

  @Test
  void anAppIsToldWhatThereIsToTellBeforeAllDispatches() {
    App app = connect(48, "first", "second");

    assertThat(app.texts).hasSize(4).startsWith("first", "second");
    assertThat(app.texts.get(2)).startsWith("{\"id\":49,");
    assertThat(app.texts.get(3)).startsWith("{\"id\":50,");
  }

  @Test
  void whatAnAppIsToldIsNoDispatchThatItHasToAcknowledge() {
    feed.last = 1_000;

    App app = connect(48, "first");

    assertThat(app.texts).hasSize(1 + DriverConnection.MAX_UNACKNOWLEDGED);
  }

  @Test
  void whoHasComeFurtherThanTheLogIsDisconnectedWhenItGoesBack() {
    App behind = connect(50);
    App beyond = connect(51);

    feed.setBack.accept(50);

    assertThat(behind.closed).isEmpty();
    assertThat(beyond.closed).hasSize(1);
    CloseReason reason = beyond.closed.get(0);
    assertThat(reason.getCloseCode()).isEqualTo(CloseReason.CloseCodes.UNEXPECTED_CONDITION);
    assertThat(reason.getReasonPhrase()).contains("50", "connect again");
  }

  /** It was believed, then the log went back, and then it came. */
  @Test
  void whoComesAtTheMomentInWhichTheLogGoesBackIsDisconnectedLater() {
    App late = connect(70);
    App other = connect(50);

    connections.round();

    assertThat(late.closed).hasSize(1);
    assertThat(other.closed).isEmpty();
  }

  @Test
  void whoComesFromANodeThatKnowsMoreStays() {
    log.last = 60;
    App app = connect(55);

    connections.round();
    assertThat(app.closed).isEmpty();

    log.away = true;
    connections.round();
    assertThat(app.closed).isEmpty();
  }

  @Test
  void whoGivesNoSignOfLifeIsDisconnected() {
    App mute = connect(50);
    App living = connect(50);
    long longAgo = System.nanoTime() - Duration.ofSeconds(51).toNanos();
    Requests.inject(mute.connection, "heardAt", longAgo);
    Requests.inject(living.connection, "heardAt", longAgo);
    living.connection.heard();

    connections.round();

    assertThat(mute.closed).hasSize(1);
    assertThat(living.closed).isEmpty();
  }

  @Test
  void whoseTokenIsNoLongerValidIsDisconnected() {
    App ada = connect(50, Optional.of(new Credentials("ada", "a")));
    App bob = connect(50, Optional.of(new Credentials("bob", "b")));
    App near = connect(50);
    connections.round();
    assertThat(ada.closed).isEmpty();

    valid.remove("ada a");
    connections.round();

    assertThat(ada.closed).hasSize(1);
    assertThat(ada.closed.get(0).getCloseCode()).isEqualTo(CloseReason.CloseCodes.VIOLATED_POLICY);
    assertThat(bob.closed).isEmpty();
    assertThat(near.closed).isEmpty();
  }

  @Test
  void nobodyIsDisconnectedBecauseNobodyKnowsWhoseTokenIsValid() {
    App ada = connect(50, Optional.of(new Credentials("ada", "a")));
    tokensAreAway = true;

    assertThatExceptionOfType(EJBException.class).isThrownBy(connections::round);

    assertThat(ada.closed).isEmpty();
  }
}
