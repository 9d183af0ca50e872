package dev.halfway.ra.api;

import jakarta.jms.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that is durable but not deliverable, as a {@link TransactionChecker} sees it.
 *
 * @param transaction id of the half transaction, the same for all messages of one local transaction
 * @param ordinal of the message within its transaction, from 0
 * @param group the group of senders
 * @param node the node that sent it
 * @param key what orders it: the application's {@code JMSXGroupID} or {@code halfway_key}
 * @param destination the name of its real destination
 * @param sentAt when the application sent it, by the clock of its node
 * @param checks how often a check has come out undecided before
 * @param message the message as the application sent it, body included; read-only
 */
public record HalfMessage(
    String transaction,
    int ordinal,
    String group,
    String node,
    @Nullable String key,
    String destination,
    Instant sentAt,
    int checks,
    Message message) {}
