package dev.halfway.broadcast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dispatch and who drives it.
 *
 * @param driver the first one who accepted it; null while nobody has
 * @param acceptedAt when; null while nobody has
 */
public record Dispatch(
    DispatchPosted posted, @Nullable String driver, @Nullable Instant acceptedAt) {}
