package dev.halfway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit trail.
 *
 * @param id higher than that of every entry before it
 * @param who the name of an account, or {@code anonymous@} and an address
 * @param action what was done or tried, as in {@code account put}
 * @param subject what it was done to
 * @param outcome what came of it
 * @param reason why, where whoever did it was asked to say so
 */
public record AuditEntry(
    long id,
    Instant at,
    String who,
    String action,
    String subject,
    String outcome,
    @Nullable String reason) {}
