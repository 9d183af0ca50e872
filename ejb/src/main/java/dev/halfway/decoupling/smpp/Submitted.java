package dev.halfway.decoupling.smpp;

import java.util.List;

/**
 * The centre's answer to an accepted message.
 *
 * @param messageIds the ids the centre gave, one per segment in their order; an id may be empty
 *     when the centre gave none
 */
public record Submitted(List<String> messageIds) {

  /** Copies the ids. */
  public Submitted {
    messageIds = List.copyOf(messageIds);
  }

  /** The id of the last segment, the one a delivery receipt is requested for. */
  public String lastMessageId() {
    return messageIds.get(messageIds.size() - 1);
  }
}
