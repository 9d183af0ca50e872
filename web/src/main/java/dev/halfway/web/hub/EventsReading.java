package dev.halfway.web.hub;

import dev.halfway.disk.DiskFull;
import dev.halfway.hub.Backlogged;
import dev.halfway.hub.EventIntake;
import dev.halfway.web.hub.EventParser.NoEvent;
import dev.halfway.web.hub.EventsAnswer.Rejected;
import dev.halfway.web.problems.DiskFullProblem;
import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the events of one request as they come. Not thread-safe. */
final class EventsReading implements AutoCloseable {

  private static final int MAX_REJECTED = 1_000;

  /**
   * A line of two bytes that is no event takes more work than one of a hundred that is, and gzip
   * makes a thousand of them from one byte.
   */
  private static final int MAX_REJECTED_IN_ALL = 10_000;

  private final EventIntake intake;
  private final EventSplitter splitter;
  private final @Nullable Gunzip gunzip;
  private final long maxBody;
  private final List<Rejected> rejected = new ArrayList<>();
  private long rejectedInAll;
  private long sent;
  private long unpacked;
  private @Nullable Backlogged backlogged;

  /**
   * A reading of one body.
   *
   * @param packed whether it is gzip
   * @param maxLine bytes that an event may have
   * @param maxBody bytes that all may have, as they are sent and unpacked
   */
  EventsReading(EventIntake intake, boolean packed, int maxLine, long maxBody) {
    this.intake = intake;
    this.maxBody = maxBody;
    this.splitter =
        new EventSplitter(
            maxLine,
            new EventSplitter.Receiver() {
              @Override
              public void piece(long number, byte[] piece) {
                add(number, piece);
              }

              @Override
              public void broken(long number, String why) {
                reject(number, why);
              }
            });
    this.gunzip = packed ? new Gunzip(this::takeUnpacked) : null;
  }

  /**
   * Takes what has come.
   *
   * @throws ProblemException when no more is read of this body; what was accepted stays so
   */
  void take(byte[] buffer, int length) {
    sent += length;
    requireAtMost(sent);
    try {
      if (gunzip == null) {
        takeUnpacked(buffer, length);
      } else {
        gunzip.take(buffer, length);
      }
    } catch (IOException e) {
      throw notPacked(e);
    }
  }

  private void takeUnpacked(byte[] buffer, int length) {
    unpacked += length;
    requireAtMost(unpacked);
    splitter.take(buffer, length);
    endIfBacklogged();
  }

  private void requireAtMost(long bytes) {
    if (bytes > maxBody) {
      throw new ProblemException(Problem.bodyTooLarge(withAccepted(limit(maxBody))));
    }
  }

  /**
   * Ends a request that says that it is longer than what is read, before any of it is read.
   *
   * @param announced bytes; -1 where it does not say
   */
  static void checkAnnounced(long maxBody, long announced) {
    if (announced > maxBody) {
      throw new ProblemException(Problem.bodyTooLarge(limit(maxBody)));
    }
  }

  private static String limit(long maxBody) {
    return "at most %d bytes are read, as sent and unpacked".formatted(maxBody);
  }

  private void add(long number, byte[] piece) {
    if (backlogged != null) {
      return;
    }
    try {
      intake.add(EventParser.parse(piece));
    } catch (NoEvent e) {
      reject(number, String.valueOf(e.getMessage()));
    } catch (Backlogged e) {
      backlogged = e;
    } catch (DiskFull e) {
      throw DiskFullProblem.of(e, intake.accepted());
    }
  }

  private void reject(long number, String why) {
    rejectedInAll++;
    if (rejected.size() < MAX_REJECTED) {
      rejected.add(new Rejected(number, why));
    }
    if (rejectedInAll > MAX_REJECTED_IN_ALL) {
      throw notValid(
          "more than %d lines or elements are no events, the first one is %d: %s"
              .formatted(MAX_REJECTED_IN_ALL, rejected.get(0).line(), rejected.get(0).reason()));
    }
  }

  /**
   * The body has ended.
   *
   * @throws ProblemException when it has not been read to its end; what was accepted stays so
   */
  EventsAnswer finish() {
    try {
      if (gunzip != null) {
        gunzip.finish();
      }
    } catch (IOException e) {
      throw notPacked(e);
    }
    splitter.finish();
    try {
      intake.flush();
    } catch (Backlogged e) {
      backlogged = e;
    } catch (DiskFull e) {
      throw DiskFullProblem.of(e, intake.accepted());
    }
    endIfBacklogged();
    return new EventsAnswer(intake.accepted(), rejected, rejectedInAll);
  }

  private void endIfBacklogged() {
    if (backlogged != null) {
      throw BackloggedProblem.of(backlogged, intake.accepted());
    }
  }

  private ProblemException notPacked(IOException e) {
    return notValid(String.valueOf(e.getMessage()));
  }

  private ProblemException notValid(String why) {
    return new ProblemException(
        Problem.of("validation", "The request is not valid", 400, withAccepted(why)));
  }

  private String withAccepted(String why) {
    return "%s; the first %d events were accepted".formatted(why, intake.accepted());
  }

  /** How many were accepted so far. */
  long accepted() {
    return intake.accepted();
  }

  @Override
  public void close() {
    if (gunzip != null) {
      gunzip.close();
    }
  }
}
