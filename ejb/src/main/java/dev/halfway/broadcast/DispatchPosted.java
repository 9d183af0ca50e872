package dev.halfway.broadcast;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A ride that drivers may take; the message that tells of it.
 *
 * @param id its number: from 1 on, and one more than that of the dispatch before
 * @param fare with two decimals
 */
public record DispatchPosted(long id, String pickup, String dropoff, BigDecimal fare, Instant at) {}
