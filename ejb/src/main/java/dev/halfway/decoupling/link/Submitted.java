package dev.halfway.decoupling.link;

import java.util.List;

/**
 * The centre's answer to an accepted message.
 *
 * @param messageIds the ids the centre gave, one per segment in their order; an id may be empty
 *     when the centre gave none
 * @param receiptIds by what {@link Receipt#messageId} names these segments; without those that the
 *     centre gave no id
 */
public record Submitted(List<String> messageIds, List<String> receiptIds) {

  /** Copies the ids. */
  public Submitted {
    messageIds = List.copyOf(messageIds);
    receiptIds = List.copyOf(receiptIds);
  }

  static Submitted of(List<String> messageIds, ReceiptIds ids) {
    return new Submitted(
        messageIds, messageIds.stream().filter(id -> !id.isEmpty()).map(ids::ofAnswer).toList());
  }

  /** The id of the last segment. */
  public String lastMessageId() {
    return messageIds.get(messageIds.size() - 1);
  }
}
