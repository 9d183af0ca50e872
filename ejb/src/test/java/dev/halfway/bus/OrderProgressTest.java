package dev.halfway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.bus.OrderProgress.Effect;
import dev.halfway.bus.OrderProgress.Ticketing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrderProgressTest {

  private static final UUID ORDER = UUID.fromString("5f2d3c1e-7a0b-4c3f-9d55-0a6c3b9d2e11");
  private static final Fact PLACED = new OrderPlaced(ORDER);
  private static final Fact ISSUED = new TicketIssued(ORDER, "T-1");
  private static final Fact REFUSED = new TicketRefused(ORDER, "too much");
  private static final Fact MISSING = new TicketMissing(ORDER, 3);
  private static final Fact OVER = new GameOver(ORDER);
  private static final Fact WINS = new PrizeCalculated(ORDER, new BigDecimal("25.00"));
  private static final Fact LOSES = new PrizeCalculated(ORDER, new BigDecimal("0.00"));
  private static final List<Fact> FACTS =
      List.of(PLACED, ISSUED, REFUSED, MISSING, OVER, WINS, LOSES);

  /** Every state with every fact, told in turn up to there. */
  @ParameterizedTest(name = "{0}: {1} is {2} and leads to {3}")
  @CsvSource({
    "CREATED,       PLACED,  CHANGED,   DISPATCHED",
    "CREATED,       ISSUED,  EARLY,     CREATED",
    "CREATED,       REFUSED, EARLY,     CREATED",
    "CREATED,       MISSING, EARLY,     CREATED",
    "CREATED,       OVER,    EARLY,     CREATED",
    "CREATED,       WINS,    EARLY,     CREATED",
    "CREATED,       LOSES,   EARLY,     CREATED",
    "DISPATCHED,    PLACED,  DUPLICATE, DISPATCHED",
    "DISPATCHED,    ISSUED,  CHANGED,   TICKETED",
    "DISPATCHED,    REFUSED, CHANGED,   TICKET_FAILED",
    "DISPATCHED,    MISSING, CHANGED,   TICKET_FAILED",
    "DISPATCHED,    OVER,    EARLY,     DISPATCHED",
    "DISPATCHED,    WINS,    EARLY,     DISPATCHED",
    "DISPATCHED,    LOSES,   EARLY,     DISPATCHED",
    "TICKETED,      PLACED,  DUPLICATE, TICKETED",
    "TICKETED,      ISSUED,  DUPLICATE, TICKETED",
    "TICKETED,      REFUSED, LATE,      TICKETED",
    "TICKETED,      MISSING, LATE,      TICKETED",
    "TICKETED,      OVER,    CHANGED,   DRAWN",
    "TICKETED,      WINS,    EARLY,     TICKETED",
    "TICKETED,      LOSES,   EARLY,     TICKETED",
    "TICKET_FAILED, PLACED,  DUPLICATE, TICKET_FAILED",
    "TICKET_FAILED, ISSUED,  LATE,      TICKET_FAILED",
    "TICKET_FAILED, REFUSED, DUPLICATE, TICKET_FAILED",
    "TICKET_FAILED, MISSING, LATE,      TICKET_FAILED",
    "TICKET_FAILED, OVER,    LATE,      TICKET_FAILED",
    "TICKET_FAILED, WINS,    LATE,      TICKET_FAILED",
    "TICKET_FAILED, LOSES,   LATE,      TICKET_FAILED",
    "DRAWN,         PLACED,  DUPLICATE, DRAWN",
    "DRAWN,         ISSUED,  DUPLICATE, DRAWN",
    "DRAWN,         REFUSED, LATE,      DRAWN",
    "DRAWN,         MISSING, LATE,      DRAWN",
    "DRAWN,         OVER,    DUPLICATE, DRAWN",
    "DRAWN,         WINS,    CHANGED,   WON",
    "DRAWN,         LOSES,   CHANGED,   LOST",
    "WON,           PLACED,  DUPLICATE, WON",
    "WON,           ISSUED,  DUPLICATE, WON",
    "WON,           REFUSED, LATE,      WON",
    "WON,           MISSING, LATE,      WON",
    "WON,           OVER,    DUPLICATE, WON",
    "WON,           WINS,    DUPLICATE, WON",
    "WON,           LOSES,   DUPLICATE, WON",
    "LOST,          PLACED,  DUPLICATE, LOST",
    "LOST,          ISSUED,  DUPLICATE, LOST",
    "LOST,          REFUSED, LATE,      LOST",
    "LOST,          MISSING, LATE,      LOST",
    "LOST,          OVER,    DUPLICATE, LOST",
    "LOST,          WINS,    DUPLICATE, LOST",
    "LOST,          LOSES,   DUPLICATE, LOST",
  })
  void takesEachFactAtItsTurn(OrderState state, String fact, Effect effect, OrderState next) {
    OrderProgress before = inTurn(state);

    assertThat(before.state()).isEqualTo(state);
    assertThat(before.effectOf(named(fact))).isEqualTo(effect);
    assertThat(before.learn(named(fact)).state()).isEqualTo(next);
  }

  private static OrderProgress inTurn(OrderState state) {
    List<Fact> told =
        switch (state) {
          case CREATED -> List.of();
          case DISPATCHED -> List.of(PLACED);
          case TICKETED -> List.of(PLACED, ISSUED);
          case TICKET_FAILED -> List.of(PLACED, REFUSED);
          case DRAWN -> List.of(PLACED, ISSUED, OVER);
          case WON -> List.of(PLACED, ISSUED, OVER, WINS);
          case LOST -> List.of(PLACED, ISSUED, OVER, LOSES);
        };
    return after(told);
  }

  private static OrderProgress after(List<Fact> told) {
    OrderProgress progress = OrderProgress.NEW;
    for (Fact fact : told) {
      progress = progress.learn(fact);
    }
    return progress;
  }

  private static Fact named(String name) {
    return switch (name) {
      case "PLACED" -> PLACED;
      case "ISSUED" -> ISSUED;
      case "REFUSED" -> REFUSED;
      case "MISSING" -> MISSING;
      case "OVER" -> OVER;
      case "WINS" -> WINS;
      case "LOSES" -> LOSES;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Whatever is known, also what no order of facts leads to, together with every fact. */
  @Test
  void neverGoesBackAndNeverLearnsTwice() {
    for (OrderProgress before : everything()) {
      for (Fact fact : FACTS) {
        OrderProgress after = before.learn(fact);
        Effect effect = before.effectOf(fact);

        assertThat(after.path()).as("%s, %s", before, fact).startsWith(array(before.path()));
        assertThat(after.path().size() > before.path().size())
            .as("%s, %s", before, fact)
            .isEqualTo(effect == Effect.CHANGED);
        assertThat(after.equals(before))
            .as("%s, %s", before, fact)
            .isEqualTo(effect == Effect.DUPLICATE || effect == Effect.LATE);
        assertThat(after.learn(fact)).isEqualTo(after);
        assertThat(after.effectOf(fact)).isIn(Effect.DUPLICATE, Effect.LATE);
      }
    }
  }

  private static List<OrderProgress> everything() {
    List<OrderProgress> all = new ArrayList<>();
    for (boolean placed : new boolean[] {false, true}) {
      for (boolean drawn : new boolean[] {false, true}) {
        for (Ticketing ticketing : withNull(List.of(Ticketing.values()))) {
          for (BigDecimal prize : withNull(List.of(BigDecimal.ZERO, BigDecimal.TEN))) {
            all.add(new OrderProgress(placed, ticketing, drawn, prize));
          }
        }
      }
    }
    return all;
  }

  private static <T> List<T> withNull(List<T> values) {
    List<T> all = new ArrayList<>(values);
    all.add(null);
    return all;
  }

  private static OrderState[] array(List<OrderState> states) {
    return states.toArray(OrderState[]::new);
  }

  static Stream<List<Fact>> stories() {
    return Stream.of(
        List.of(PLACED, ISSUED, OVER, WINS),
        List.of(PLACED, ISSUED, OVER, LOSES),
        List.of(PLACED, ISSUED, OVER),
        List.of(PLACED, REFUSED, OVER),
        List.of(PLACED, MISSING, OVER, LOSES));
  }

  /** All of them: with each fact told twice, up to 2,520. */
  @ParameterizedTest
  @MethodSource("stories")
  void endsInTheSameStateInWhateverOrderAnOrdersFactsAreToldAndHoweverOften(List<Fact> story) {
    List<OrderState> expected = after(story).path();
    List<Fact> twice = new ArrayList<>(story);
    twice.addAll(story);

    Set<List<Fact>> orders = permutations(twice);
    assertThat(orders).hasSizeGreaterThan(80);
    assertThat(orders).allSatisfy(told -> assertThat(after(told).path()).isEqualTo(expected));
  }

  private static Set<List<Fact>> permutations(List<Fact> facts) {
    if (facts.isEmpty()) {
      return Set.of(List.of());
    }
    Set<List<Fact>> all = new HashSet<>();
    for (Fact first : new HashSet<>(facts)) {
      List<Fact> others = new ArrayList<>(facts);
      others.remove(first);
      for (List<Fact> rest : permutations(others)) {
        List<Fact> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }

  /** Answers that exclude one another: the first one counts, whatever comes between them. */
  @Test
  void ofTwoAnswersTheFirstOneCounts() {
    Random random = new Random(42);
    for (int i = 0; i < 10_000; i++) {
      List<Fact> told = new ArrayList<>();
      for (int times = 0; times < 3; times++) {
        told.addAll(FACTS);
      }
      Collections.shuffle(told, random);
      Fact answer =
          told.stream()
              .filter(fact -> fact == ISSUED || fact == REFUSED || fact == MISSING)
              .findFirst()
              .orElseThrow();

      OrderState end = after(told).state();
      if (answer == ISSUED) {
        assertThat(end).as("%s", told).isIn(OrderState.WON, OrderState.LOST);
      } else {
        assertThat(end).as("%s", told).isEqualTo(OrderState.TICKET_FAILED);
      }
    }
  }
}
