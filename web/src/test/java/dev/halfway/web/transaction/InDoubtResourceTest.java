package dev.halfway.web.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.RelayStatus;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.transaction.InDoubt;
import dev.halfway.transaction.xa.XaOutcome;
import dev.halfway.transaction.xa.XaTransaction;
import dev.halfway.transaction.xa.XaTransaction.Place;
import dev.halfway.web.json.StrictJson;
import dev.halfway.web.testing.Answers;
import dev.halfway.web.testing.Requests;
import dev.halfway.web.transaction.InDoubtView.Kind;
import dev.halfway.web.transaction.ResolutionRequest.Decision;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InDoubtResourceTest {

  private static final String TRANSACTION = "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f";
  private static final String ID = TRANSACTION + ".0";
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

  private static final XaTransaction XA =
      new XaTransaction("0:1:-2:3", "n", NOW, EnumSet.allOf(Place.class), true, true);

  private final Doubts doubts = new Doubts();
  private final InDoubtResource resource = new InDoubtResource();

  @BeforeEach
  void connect() {
    Requests.inject(resource, "inDoubt", doubts);
  }

  @Test
  void everythingThatIsKnownIsShownAndNothingElse() throws JsonProcessingException {
    assertThat(json(InDoubtView.of(half("k", NOW.plusSeconds(9), "undecided"), NOW.plusSeconds(5))))
        .isEqualTo(
            "{\"id\":\""
                + ID
                + "\",\"kind\":\"HALF\",\"transaction\":\""
                + TRANSACTION
                + "\",\"ordinal\":0,\"group\":\"g\",\"node\":\"n\",\"key\":\"k\","
                + "\"destination\":\"orders\",\"state\":\"WAITING\",\"queue\":\"half.waiting\","
                + "\"sentAt\":\"2026-11-22T10:15:30Z\",\"since\":\"2026-11-22T10:15:30Z\","
                + "\"age\":\"PT5S\",\"attempts\":3,"
                + "\"checks\":2,\"nextCheck\":\"2026-11-22T10:15:39Z\",\"verdict\":\"UNKNOWN\","
                + "\"cause\":\"undecided\"}");
    assertThat(json(InDoubtView.of(half(null, null, null), NOW)))
        .doesNotContain("key", "nextCheck", "cause", "body", "truncated", "branches");
  }

  @Test
  void aTransactionIsShownWithWhereItIsPrepared() throws JsonProcessingException {
    assertThat(json(InDoubtView.of(XA, NOW.plusSeconds(5))))
        .isEqualTo(
            "{\"id\":\"xa-0:1:-2:3\",\"kind\":\"XA\",\"transaction\":\"0:1:-2:3\",\"node\":\"n\","
                + "\"state\":\"PREPARED\",\"branches\":[\"DATABASE\",\"BROKER\"],"
                + "\"since\":\"2026-11-22T10:15:30Z\",\"age\":\"PT5S\",\"verdict\":\"COMMIT\","
                + "\"cause\":\"the transaction log says that it commits\"}");
  }

  @Test
  void transactionsComeFirst() {
    doubts.transactions = List.of(XA, XA);

    assertThat(resource.all(7))
        .extracting(InDoubtView::kind)
        .containsExactly(Kind.XA, Kind.XA, Kind.HALF);
    assertThat(resource.all(1)).extracting(InDoubtView::kind).containsExactly(Kind.XA);
    assertThat(resource.one("xa-0:1:-2:3").transaction()).isEqualTo("0:1:-2:3");
    assertNotFound(() -> resource.one("xa-0:1:-2:4"));
    assertThat(doubts.asked).noneMatch(asked -> asked.startsWith("find"));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT_FOUND", "TOO_YOUNG"})
  void aTransactionThatIsEndedIsAnsweredWithHow(XaOutcome outcome) {
    doubts.outcome = outcome;

    OutcomeView answer =
        resource.resolve("xa-0:1:-2:3", request(Decision.ROLLBACK), Requests.by("ada"));

    assertThat(answer.outcome()).isEqualTo(outcome.name());
    assertThat(answer.explanation()).isEqualTo(OutcomeView.explain(outcome));
    assertThat(doubts.asked).containsExactly("resolve 0:1:-2:3 false because r by ada");
  }

  @Test
  void aTransactionThatIsNotEndedIsAnsweredWithWhy() {
    doubts.outcome = XaOutcome.NOT_FOUND;
    assertNotFound(() -> resource.resolve("xa-0", request(Decision.COMMIT), Requests.by("ada")));
    doubts.outcome = XaOutcome.TOO_YOUNG;
    try (Response answer =
        Answers.refusal(
            () -> resource.resolve("xa-0", request(Decision.COMMIT), Requests.by("ada")))) {
      assertThat(answer.getStatus()).isEqualTo(409);
      assertThat(Answers.problemOf(answer).type()).isEqualTo("urn:halfway:problem:undecided");
    }
  }

  @Test
  void aMessageFromAnotherNodesFutureHasNoAgeYet() {
    assertThat(InDoubtView.of(half(null, null, null), NOW.minusSeconds(3)).age())
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void allAreShownWithoutTheirBodies() {
    assertThat(resource.all(7)).singleElement().extracting(InDoubtView::body).isNull();
    assertThat(doubts.asked).containsExactly("list 7");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, false", "4096, 4096, false", "4097, 4096, true", "100000, 4096, true"})
  void aBodyIsCutAndSaysSo(int length, int shown, boolean cut) {
    doubts.body = "x".repeat(length);

    InDoubtView view = resource.one(ID);

    assertThat(view.id()).isEqualTo(ID);
    assertThat(view.body()).hasSize(shown);
    assertThat(view.truncated()).isEqualTo(cut);
  }

  @Test
  void aMessageThatIsSettledWhileItIsLookedAtHasNoBody() {
    doubts.body = null;

    assertThat(resource.one(ID).body()).isNull();
    assertThat(resource.one(ID).truncated()).isNull();
  }

  static List<String> noIds() {
    return List.of("", " ", "x".repeat(129), "a b", "a'b", "a\u0000", "ä", "a/b", "a%");
  }

  @ParameterizedTest
  @MethodSource("noIds")
  void whatCannotBeAnIdIsNotAskedFor(String id) {
    assertNotFound(() -> resource.one(id));
    assertNotFound(() -> resource.resolve(id, request(Decision.COMMIT), Requests.by("ada")));
    assertNotFound(() -> resource.check(id, Requests.by("ada")));
    assertThat(doubts.asked).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    doubts.resolution = Resolution.NOT_FOUND;

    assertNotFound(() -> resource.one(TRANSACTION + ".1"));
    assertNotFound(() -> resource.resolve(ID, request(Decision.COMMIT), Requests.by("ada")));
    assertNotFound(() -> resource.check(ID, Requests.by("ada")));
  }

  @ParameterizedTest
  @EnumSource(names = {"DELIVERED", "SWALLOWED", "DELIVERED_INSTEAD", "SWALLOWED_INSTEAD"})
  void whatIsSettledIsAnsweredWithHow(Resolution resolution) {
    doubts.resolution = resolution;

    OutcomeView answer = resource.resolve(ID, request(Decision.ROLLBACK), Requests.by("ada"));

    assertThat(answer.id()).isEqualTo(ID);
    assertThat(answer.outcome()).isEqualTo(resolution.name());
    assertThat(doubts.asked).containsExactly("resolve " + ID + " ROLLBACK because r by ada");
  }

  @ParameterizedTest
  @CsvSource({"UNDECIDED, undecided", "NOT_DELIVERABLE, not-deliverable"})
  void whatIsStillThereIsAConflictThatSaysWhy(Resolution resolution, String type) {
    doubts.resolution = resolution;

    try (Response answer =
        Answers.refusal(() -> resource.resolve(ID, request(Decision.COMMIT), Requests.by("ada")))) {
      assertThat(answer.getStatus()).isEqualTo(409);
      assertThat(Answers.problemOf(answer).type()).isEqualTo("urn:halfway:problem:" + type);
      assertThat(Answers.problemOf(answer).detail()).isEqualTo(OutcomeView.explain(resolution));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NOT_FOUND", mode = EnumSource.Mode.EXCLUDE)
  void aCheckIsAnsweredWithWhatCameOfIt(Resolution resolution) {
    doubts.resolution = resolution;

    assertThat(resource.check(ID, Requests.by("ada")).outcome()).isEqualTo(resolution.name());
    assertThat(doubts.asked).containsExactly("check " + ID + " by ada");
  }

  @Test
  void theFiguresAreTheAdapters() throws JsonProcessingException {
    HalfMessagesResource figures = new HalfMessagesResource();
    Requests.inject(figures, "inDoubt", doubts);

    assertThat(json(figures.halfMessages()))
        .isEqualTo(
            "{\"node\":\"n\",\"ready\":true,\"pending\":1,\"lag\":\"PT2.5S\",\"half\":3,"
                + "\"forwarded\":4,\"swallowed\":5,\"checked\":6,\"setAside\":7,\"parked\":8,"
                + "\"takenOver\":[\"q\"],\"alarms\":[\"a\"]}");
  }

  private static void assertNotFound(ThrowingCallable call) {
    try (Response answer = Answers.refusal(call)) {
      assertThat(answer.getStatus()).isEqualTo(404);
      assertThat(Answers.problemOf(answer).type()).isEqualTo("urn:halfway:problem:not-found");
    }
  }

  private static String json(Object view) throws JsonProcessingException {
    return StrictJson.mapper().writeValueAsString(view);
  }

  private static ResolutionRequest request(Decision decision) {
    return new ResolutionRequest(decision, "r");
  }

  private static HalfTransaction half(
      @Nullable String key, @Nullable Instant nextCheck, @Nullable String cause) {
    return new HalfTransaction(
        ID,
        TRANSACTION,
        0,
        "g",
        "n",
        key,
        "orders",
        State.WAITING,
        "half.waiting",
        NOW,
        3,
        2,
        nextCheck,
        Verdict.UNKNOWN,
        cause);
  }

  /** One message is in doubt; what is asked is remembered. */
  private static final class Doubts extends InDoubt {
    final List<String> asked = new ArrayList<>();
    Resolution resolution = Resolution.UNDECIDED;
    XaOutcome outcome = XaOutcome.NOT_FOUND;
    List<XaTransaction> transactions = List.of();
    @Nullable String body = "text";

    @Override
    public List<HalfTransaction> list(int limit) {
      asked.add("list " + limit);
      return List.of(half(null, null, null));
    }

    @Override
    public Optional<HalfTransaction> find(String id) {
      asked.add("find " + id);
      return id.equals(ID) ? Optional.of(half(null, null, null)) : Optional.empty();
    }

    @Override
    public Optional<String> body(String id, int limit) {
      return Optional.ofNullable(body)
          .map(whole -> whole.substring(0, Math.min(limit, whole.length())));
    }

    @Override
    public List<XaTransaction> transactions() {
      return transactions;
    }

    @Override
    public Optional<XaTransaction> transaction(String uid) {
      return transactions.stream().filter(one -> one.uid().equals(uid)).findFirst();
    }

    @Override
    public XaOutcome resolve(String uid, boolean commit, String reason, String who) {
      asked.add("resolve " + uid + " " + commit + " because " + reason + " by " + who);
      return outcome;
    }

    @Override
    public Resolution resolve(String id, Verdict verdict, String reason, String who) {
      asked.add("resolve " + id + " " + verdict + " because " + reason + " by " + who);
      return resolution;
    }

    @Override
    public Resolution check(String id, String who) {
      asked.add("check " + id + " by " + who);
      return resolution;
    }

    @Override
    public RelayStatus status() {
      return new RelayStatus(
          "n", true, 1, Duration.ofMillis(2500), 3, 4, 5, 6, 7, 8, List.of("q"), List.of("a"));
    }
  }
}
