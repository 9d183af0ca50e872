/**
 * What a message carries, and how it is sent.
 *
 * <p>A message is the JSON text of a versioned record. It is sent as part of the caller's
 * transaction: it is delivered if and only if that commits.
 *
 * <p>It knows no scenario's records.
 */
@NullMarked
package dev.halfway.messages;

import org.jspecify.annotations.NullMarked;
