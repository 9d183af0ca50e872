package dev.halfway.decoupling.link;

import dev.halfway.lifecycle.Backoff;
import java.time.Duration;

/**
 * The timings of a link; each duration is at least 1 ms.
 *
 * @param enquireLink how long the centre may be silent before it is asked whether it is there (SMPP
 *     3.4 §7.2 enquire_link timer)
 * @param response how long an answer may take (response timer); a centre that does not answer an
 *     enquire_link in this time is given up
 * @param bind how long connecting may take, and then again how long the answer to the bind
 * @param reconnect the wait between attempts to connect
 * @param throttle the wait after the centre says that it is sent too much
 */
public record LinkTimings(
    Duration enquireLink, Duration response, Duration bind, Backoff reconnect, Backoff throttle) {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

  /** 15 s of silence, 5 s for an answer or a bind, back-offs from 250 ms to 15 s. */
  public static final LinkTimings DEFAULTS =
      new LinkTimings(
          Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(5), BACKOFF, BACKOFF);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is shorter than 1 ms
   */
  public LinkTimings {
    check("enquire-link interval", enquireLink);
    check("response timeout", response);
    check("bind timeout", bind);
  }

  private static void check(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException("the " + name + " is at least 1 ms, not " + value);
    }
  }
}
