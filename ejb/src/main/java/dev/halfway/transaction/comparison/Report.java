package dev.halfway.transaction.comparison;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison has found.
 *
 * @param notice why the figures say nothing about speed; null where they do
 * @param settings what the figures depend on: machine, database, broker, transaction manager
 * @param results in the order of the request
 */
public record Report(
    @Nullable String notice, Map<String, String> settings, List<ModeResult> results) {}
