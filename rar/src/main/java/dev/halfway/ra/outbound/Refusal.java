package dev.halfway.ra.outbound;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;

/** Why a handle refuses a method of Jakarta Messaging. */
enum Refusal {
  SENDS_ONLY(
      "this connection factory sends only; receive through another one of the server, or by a"
          + " message-driven bean"),
  SERVER_MANAGES("the server manages connections; Jakarta EE forbids this"),
  TRANSACTION_DECIDES(
      "the JTA transaction decides about its messages, and Jakarta EE forbids this"),
  COMPLETES_WITH_TRANSACTION(
      "Jakarta EE forbids this, and a half message completes with its transaction");

  private final String reason;

  Refusal(String reason) {
    this.reason = reason;
  }

  IllegalStateException of(String method) {
    return new IllegalStateException(method + ": " + reason);
  }

  IllegalStateRuntimeException unchecked(String method) {
    return new IllegalStateRuntimeException(method + ": " + reason);
  }
}
