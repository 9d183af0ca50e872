package dev.halfway.ra.binding;

import dev.halfway.ra.marker.MarkerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Where the application keeps its markers.
 *
 * @param dataSource JNDI name; null when all groups have checkers
 * @param relayDataSource JNDI name of another one of the same database, for everything but writing
 *     markers; or null
 * @param owner the application's name, where it has no marker store
 */
public record StoreSettings(
    @Nullable String dataSource,
    @Nullable String relayDataSource,
    @Nullable String owner,
    MarkerConfiguration markers) {}
