package dev.halfway.hub;

import dev.halfway.hub.HttpSystem.Answer;
import dev.halfway.hub.HttpSystem.NoAnswer;
import dev.halfway.hub.HttpSystem.Reply;
import dev.halfway.text.Causes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes events to a system by HTTP, in requests that it takes: as long as {@link RequestSize}
 * says, and shorter ones after it has refused one as too long. An event that the system cannot be
 * told of, or that is too long alone, is refused. To be used once.
 *
 * @param <P> what the system is told of events
 */
final class Requests<P extends Piece> {

  /** How a system is spoken to. */
  interface Language<P extends Piece> {

    /** What the system is told of an event; nothing where it is none of its business. */
    List<P> pieces(Event event);

    /** The request that tells it some. */
    HttpRequest request(List<P> pieces);

    /** Whether it refuses a request for its length. */
    default boolean isTooLarge(Answer answer) {
      return answer.status() == RequestSize.TOO_LARGE;
    }

    /** What an answer to such a request says; it fails as {@link Sink#write} does. */
    Outcome outcome(List<P> pieces, Answer answer) throws IOException;
  }

  /** Pieces that are not answered, one after the other, before the next ones are not tried. */
  private static final int MAX_UNANSWERED = 3;

  private final HttpSystem http;
  private final Language<P> language;
  private final RequestSize size;
  private final int maxPieces;
  private final int atOnce;

  private final Deque<P> left = new ArrayDeque<>();
  private final Map<Event, EventVerdict> verdicts = new HashMap<>();
  private boolean taken;
  private int unanswered;
  private int unansweredInARow;

  /**
   * For requests one after the other.
   *
   * @param size is kept from one use to the next
   */
  Requests(HttpSystem http, Language<P> language, RequestSize size) {
    this(http, language, size, Integer.MAX_VALUE, 1);
  }

  /**
   * For several requests at once.
   *
   * @param maxPieces in one request
   * @param atOnce requests
   */
  Requests(HttpSystem http, Language<P> language, RequestSize size, int maxPieces, int atOnce) {
    this.http = http;
    this.language = language;
    this.size = size;
    this.maxPieces = maxPieces;
    this.atOnce = atOnce;
  }

  /** As {@link Sink#write}. */
  Outcome write(List<Event> events) throws IOException, InterruptedException {
    events.forEach(this::tell);
    while (!left.isEmpty()) {
      sendSome();
    }
    if (unanswered == 0) {
      size.answered();
    }
    return new Outcome(verdicts, taken);
  }

  private void tell(Event event) {
    try {
      left.addAll(language.pieces(event));
    } catch (RuntimeException | StackOverflowError e) {
      // That takes nothing but the event: it would fail each time.
      judge(event, EventVerdict.refused(Causes.textOf(e)));
    }
  }

  private void judge(Event event, EventVerdict verdict) {
    verdicts.merge(event, verdict, EventVerdict::or);
  }

  private void sendSome() throws IOException, InterruptedException {
    List<List<P>> parts = new ArrayList<>();
    while (parts.size() < atOnce && !left.isEmpty()) {
      parts.add(takePart());
    }
    List<Reply> replies = http.sendAll(parts.stream().map(language::request).toList());
    for (int i = 0; i < parts.size(); i++) {
      List<P> part = parts.get(i);
      if (replies.get(i) instanceof Answer answer) {
        answered(part, answer);
      } else if (replies.get(i) instanceof NoAnswer none) {
        unanswered(part, none);
      }
    }
  }

  private List<P> takePart() {
    List<P> part = new ArrayList<>();
    int bytes = 0;
    do {
      P piece = left.removeFirst();
      part.add(piece);
      bytes += piece.bytes();
    } while (!left.isEmpty()
        && part.size() < maxPieces
        && bytes + left.getFirst().bytes() <= size.bytes());
    return part;
  }

  private static int bytes(List<? extends Piece> part) {
    return part.stream().mapToInt(Piece::bytes).sum();
  }

  private void answered(List<P> part, Answer answer) throws IOException {
    unansweredInARow = 0;
    if (!language.isTooLarge(answer)) {
      Outcome outcome = language.outcome(part, answer);
      outcome.verdicts().forEach(this::judge);
      taken |= outcome.taken();
    } else if (part.size() == 1) {
      judge(part.get(0).event(), EventVerdict.refused(answer.text("it is too large")));
    } else {
      size.tooLarge(bytes(part));
      left.addAll(part);
    }
  }

  /** It is an outage, unless a piece alone is not answered, and something was not before either. */
  private void unanswered(List<P> part, NoAnswer none) throws IOException {
    if (!none.sent() || !size.unanswered(bytes(part)) || part.size() > 1) {
      throw none.why();
    }
    unanswered++;
    if (++unansweredInARow > MAX_UNANSWERED) {
      throw new RequestRefused(Causes.textOf(none.why()));
    }
    judge(part.get(0).event(), EventVerdict.doubtful(Causes.textOf(none.why())));
  }
}
