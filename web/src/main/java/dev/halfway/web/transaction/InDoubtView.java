package dev.halfway.web.transaction;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.Verdict;
import dev.halfway.text.Causes;
import dev.halfway.transaction.xa.XaTransaction;
import dev.halfway.transaction.xa.XaTransaction.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is in doubt or cannot be delivered, as clients see it. What a kind has nothing of is absent.
 *
 * @param transaction what whoever decides calls it
 * @param ordinal of the message within its transaction
 * @param node the node that sent it, or began it
 * @param key what orders it, if the application gave a key
 * @param destination where it goes when it is delivered
 * @param queue where it is kept until then
 * @param branches where the transaction is prepared
 * @param since when it was sent by the clock of its node, or prepared
 * @param sentAt the same, of a half message
 * @param age by the clock of the node that answers
 * @param attempts how often a check was put off
 * @param checks how many of these count towards parking
 * @param nextCheck when it is looked at next; absent where it is read as it comes, or never
 * @param verdict as far as one is known
 * @param cause why it is still here; absent before its first check
 * @param body the first 4,096 characters; only where one is asked for by its id
 * @param truncated whether the body is longer than shown
 */
@Schema(name = "InDoubt")
public record InDoubtView(
    @Schema(examples = "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f.0") String id,
    Kind kind,
    @Schema(examples = "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f") String transaction,
    @Nullable Integer ordinal,
    @Nullable String group,
    String node,
    @Nullable String key,
    @Schema(examples = "halfway.decoupling.sms") @Nullable String destination,
    State state,
    @Schema(examples = "halfway.half.waiting") @Nullable String queue,
    @Nullable List<Place> branches,
    @Nullable Instant sentAt,
    Instant since,
    @Schema(examples = "PT12.5S") Duration age,
    @Nullable Integer attempts,
    @Nullable Integer checks,
    @Nullable Instant nextCheck,
    Verdict verdict,
    @Nullable String cause,
    @Nullable String body,
    @Nullable Boolean truncated) {

  static final int BODY_LIMIT = 4096;

  /** What the ids of transactions begin with. */
  private static final String XA_PREFIX = "xa-";

  /** By which mechanism it came into doubt. */
  public enum Kind {
    /** A half message. */
    HALF,
    /** A transaction under two-phase commit. */
    XA
  }

  /** How it stands. */
  public enum State {
    /** A half message that was not checked yet. */
    HALF,
    /** A half message that is looked at again. */
    WAITING,
    /** A half message that only an operator looks at again. */
    PARKED,
    /** A transaction that is prepared. */
    PREPARED
  }

  /** A half message, without its body. */
  static InDoubtView of(HalfTransaction half, Instant now) {
    return new InDoubtView(
        half.id(),
        Kind.HALF,
        half.transaction(),
        half.ordinal(),
        half.group(),
        half.node(),
        half.key(),
        half.destination(),
        State.valueOf(half.state().name()),
        half.queue(),
        null,
        half.sentAt(),
        half.sentAt(),
        age(half.sentAt(), now),
        half.attempts(),
        half.checks(),
        half.nextCheck(),
        half.verdict(),
        half.cause(),
        null,
        null);
  }

  /** A transaction under two-phase commit. */
  static InDoubtView of(XaTransaction transaction, Instant now) {
    return new InDoubtView(
        XA_PREFIX + transaction.uid(),
        Kind.XA,
        transaction.uid(),
        null,
        null,
        transaction.node(),
        null,
        null,
        State.PREPARED,
        null,
        transaction.branches().stream().sorted().toList(),
        null,
        transaction.since(),
        age(transaction.since(), now),
        null,
        null,
        null,
        Verdict.valueOf(transaction.known().name()),
        causeOf(transaction),
        null,
        null);
  }

  /** What the transaction manager calls the transaction of this id, if it is one. */
  static Optional<String> transactionOf(String id) {
    return id.startsWith(XA_PREFIX)
        ? Optional.of(id.substring(XA_PREFIX.length()))
        : Optional.empty();
  }

  private static String causeOf(XaTransaction transaction) {
    return switch (transaction.known()) {
      case COMMIT -> "the transaction log says that it commits";
      case ROLLBACK -> "the transaction log does not know it: it was never decided, or is not yet";
      case UNKNOWN -> "only the transaction log of its node knows how it ends";
    };
  }

  private static Duration age(Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    return age.isNegative() ? Duration.ZERO : age.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The same with as much of the body as is shown. */
  InDoubtView withBody(String whole) {
    boolean cut = whole.length() > BODY_LIMIT;
    return new InDoubtView(
        id,
        kind,
        transaction,
        ordinal,
        group,
        node,
        key,
        destination,
        state,
        queue,
        branches,
        sentAt,
        since,
        age,
        attempts,
        checks,
        nextCheck,
        verdict,
        cause,
        Causes.cut(whole, BODY_LIMIT),
        cut);
  }
}
