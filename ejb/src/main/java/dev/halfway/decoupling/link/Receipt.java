package dev.halfway.decoupling.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the centre reports about an accepted message (SMPP 3.4 appendix B).
 *
 * @param messageId which segment it is about, by one of {@link Submitted#receiptIds}; at most
 *     {@link ReceiptIds#MAX_LENGTH} characters
 * @param state one of {@link ReceiptState}, or what else the centre says; at most {@link
 *     ReceiptState#MAX_LENGTH} characters
 * @param doneAt when the state was reached, to the minute or second, the centre's time read as UTC;
 *     null when not told
 * @param errorCode the centre's or network's own code; null when not told
 */
public record Receipt(
    String messageId, String state, @Nullable Instant doneAt, @Nullable String errorCode) {}
