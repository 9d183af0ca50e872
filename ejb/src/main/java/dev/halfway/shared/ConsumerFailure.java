package dev.halfway.shared;

import java.time.Instant;

/**
 * Why a consumer failed on a message, and how often.
 *
 * @param message what identifies the message
 * @param consumer the consumer's name
 * @param cause the innermost reason, at most 1,000 characters
 * @param attempts how many deliveries have failed, the newest included
 * @param at when the newest failed
 */
public record ConsumerFailure(
    String message, String consumer, String cause, int attempts, Instant at) {}
