package dev.halfway.decoupling.simulator;

import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/** A positive answer, with the receipt to send after it. */
final class Accepted extends SubmitSmResult {

  /** Null when none was requested. */
  final @Nullable PendingReceipt receipt;

  Accepted(MessageId id, @Nullable PendingReceipt receipt) {
    super(id, new OptionalParameter[0]);
    this.receipt = receipt;
  }
}
