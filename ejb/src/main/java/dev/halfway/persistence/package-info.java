/**
 * Rows: statements in the caller's transaction, the schema and its migrations, and what is
 * forgotten in time.
 *
 * <p>A statement belongs to the caller's JTA transaction, or has one of its own. The schema is
 * brought up to date before anything else starts, by one node at a time.
 *
 * <p>It knows no scenario's tables but for the migrations that make them.
 */
@NullMarked
package dev.halfway.persistence;

import org.jspecify.annotations.NullMarked;
