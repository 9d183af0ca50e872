/**
 * How markers are kept in one more kind of database.
 *
 * <p>PostgreSQL, MariaDB and H2 need nothing of it. For another database an application implements
 * {@link dev.halfway.ra.dialect.Dialect} and names its class in a file {@code
 * META-INF/services/dev.halfway.ra.dialect.Dialect} of a jar that the adapter's class loader sees:
 * in the RAR, beside the adapter's own.
 *
 * <p>A dialect decides what "committed" means after a crash. What it gets wrong loses messages, or
 * delivers those of transactions that never were.
 */
@NullMarked
package dev.halfway.ra.dialect;

import org.jspecify.annotations.NullMarked;
