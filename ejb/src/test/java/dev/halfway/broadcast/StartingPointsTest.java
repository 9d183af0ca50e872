package dev.halfway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.broadcast.StartingPoints.Refused;
import dev.halfway.broadcast.StartingPoints.StartingPoint;
import dev.halfway.testing.Injected;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log has come to 50, and this node has heard of 48. */
class StartingPointsTest {

  private static final String DRIVER = "ada";
  private static final long NEWEST = 50;

  private final Map<String, Long> known = new HashMap<>();
  private final StartingPoints points = new StartingPoints();
  private boolean logIsAway;

  @BeforeEach
  void surroundings() {
    Injected.into(
        points,
        "feed",
        new DispatchFeed() {
          @Override
          public synchronized long last() {
            return NEWEST - 2;
          }
        });
    Injected.into(
        points,
        "log",
        new Dispatches() {
          @Override
          public long last() {
            assertThat(logIsAway).as("whether the log is needed").isFalse();
            return NEWEST;
          }
        });
    Injected.into(
        points,
        "positions",
        new DriverPositions() {
          @Override
          public OptionalLong of(String driver, long max) {
            Long position = known.get(driver);
            return position == null || position > max
                ? OptionalLong.empty()
                : OptionalLong.of(position);
          }
        });
  }

  private StartingPoint start(long lastSeen) {
    return points.of(DRIVER, OptionalLong.of(lastSeen));
  }

  private StartingPoint start() {
    return points.of(DRIVER, OptionalLong.empty());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, NEWEST - 2})
  void whatThisNodeHasHeardOfIsBelievedWithoutTheLog(long lastSeen) {
    logIsAway = true;
    assertThat(start(lastSeen)).isEqualTo(new StartingPoint(lastSeen, null));
  }

  @ParameterizedTest
  @ValueSource(longs = {NEWEST - 1, NEWEST})
  void whatAnotherNodeHasHeardOfIsBelieved(long lastSeen) {
    assertThat(start(lastSeen)).isEqualTo(new StartingPoint(lastSeen, null));
  }

  @Test
  void withoutAPositionAnAppGoesOnWhereItHasAcknowledged() {
    known.put(DRIVER, 20L);
    assertThat(start()).isEqualTo(new StartingPoint(20, null));
  }

  @Test
  void theFirstTimeAnAppBeginsWithWhatIsNew() {
    assertThat(start()).isEqualTo(new StartingPoint(NEWEST, null));
  }

  @ParameterizedTest
  @ValueSource(longs = {NEWEST + 1, 999_999_999_999_999_999L})
  void aPositionAboveTheNewestIsNotBelieved(long lastSeen) {
    assertThat(start(lastSeen)).isEqualTo(new StartingPoint(0, new Refused(lastSeen, NEWEST)));

    known.put(DRIVER, 20L);
    assertThat(start(lastSeen)).isEqualTo(new StartingPoint(20, new Refused(lastSeen, NEWEST)));
  }

  @Test
  void anAcknowledgementAboveTheNewestIsNotBelieved() {
    known.put(DRIVER, 70L);
    assertThat(start()).isEqualTo(new StartingPoint(0, new Refused(70, NEWEST)));
    assertThat(start(60)).isEqualTo(new StartingPoint(0, new Refused(60, NEWEST)));
    assertThat(start(40)).as("what the app says counts").isEqualTo(new StartingPoint(40, null));
  }
}
