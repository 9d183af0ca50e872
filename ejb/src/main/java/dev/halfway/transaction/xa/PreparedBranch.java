package dev.halfway.transaction.xa;

import java.time.Instant;

/**
 * A prepared branch where it is kept.
 *
 * @param handle what it is called there
 * @param since when it was prepared or, where that is not told, seen first
 */
record PreparedBranch(GlobalId global, String handle, Instant since) {}
