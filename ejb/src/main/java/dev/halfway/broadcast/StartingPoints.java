package dev.halfway.broadcast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * From where drivers' apps go on. A position above the newest dispatch is not believed, be it the
 * app's own or the one that was kept of it: the app would get nothing any more. Positions are above
 * it when the database was restored from a backup. All fail with {@link jakarta.ejb.EJBException}
 * when the database does.
 */
@ApplicationScoped
public class StartingPoints {

  @Inject private DispatchFeed feed;
  @Inject private Dispatches log;
  @Inject private DriverPositions positions;

  /**
   * From where an app goes on.
   *
   * @param after the dispatch after which it begins; 0 for all that the log has
   * @param refused where it was to go on, which is not believed; null where it was believed
   */
  public record StartingPoint(long after, @Nullable Refused refused) {}

  /**
   * A position that is not believed.
   *
   * @param position that was given
   * @param newest the newest dispatch when it was
   */
  public record Refused(long position, long newest) {}

  /**
   * Decides for one.
   *
   * @param lastSeen what it says that it has seen; empty where it does not say so
   */
  public StartingPoint of(String driver, OptionalLong lastSeen) {
    OptionalLong wanted = lastSeen.isPresent() ? lastSeen : positions.of(driver, Long.MAX_VALUE);
    if (wanted.isEmpty()) {
      return new StartingPoint(log.last(), null);
    }
    long position = wanted.getAsLong();
    if (position <= feed.last()) {
      return new StartingPoint(position, null);
    }
    // Another node may know more than this one. The log knows all.
    long newest = log.last();
    if (position <= newest) {
      return new StartingPoint(position, null);
    }
    return new StartingPoint(positions.of(driver, newest).orElse(0), new Refused(position, newest));
  }
}
