package dev.halfway.web.transaction;

import dev.halfway.ra.api.Resolution;
import dev.halfway.transaction.xa.XaOutcome;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of an operator's action.
 *
 * @param explanation the outcome in words
 */
@Schema(name = "InDoubtOutcome")
public record OutcomeView(
    @Schema(examples = "685-0199f2a0-6a3b-7d5e-8f2c-4d0e9d5b0b9f.0") String id,
    @Schema(examples = "SWALLOWED") String outcome,
    String explanation) {

  static OutcomeView of(String id, Resolution outcome) {
    return new OutcomeView(id, outcome.name(), explain(outcome));
  }

  static OutcomeView of(String id, XaOutcome outcome) {
    return new OutcomeView(id, outcome.name(), explain(outcome));
  }

  static String explain(XaOutcome outcome) {
    return switch (outcome) {
      case COMMITTED -> "what was prepared of it was committed";
      case ROLLED_BACK -> "what was prepared of it was rolled back";
      case COMMITTED_INSTEAD ->
          "the transaction log says that it commits: what was prepared of it was committed,"
              + " although ROLLBACK was asked for";
      case ROLLED_BACK_INSTEAD ->
          "the transaction log does not know it: what was prepared of it was rolled back,"
              + " although COMMIT was asked for";
      case TOO_YOUNG ->
          "it was prepared a moment ago, and whoever began it may still end it: nothing was"
              + " changed";
      case NOT_FOUND -> "it is over already, or never was";
    };
  }

  static String explain(Resolution outcome) {
    return switch (outcome) {
      case DELIVERED -> "the transaction counts as committed, and the message was delivered";
      case SWALLOWED -> "the transaction counts as rolled back, and the message was swallowed";
      case DELIVERED_INSTEAD ->
          "the database says that the transaction has committed: the message was delivered,"
              + " although ROLLBACK was asked for";
      case SWALLOWED_INSTEAD ->
          "the database says that the transaction has rolled back: the message was swallowed,"
              + " although COMMIT was asked for";
      case NOT_DELIVERABLE ->
          "the transaction counts as committed, but the destination did not take the message:"
              + " it stays, and its cause says why";
      case UNDECIDED ->
          "the transaction is still open, or the database cannot tell now: nothing was changed";
      case NOT_FOUND -> "it is settled already, or the relay has it in its hands right now";
    };
  }
}
