/**
 * What a scenario refuses to do.
 *
 * <p>A refusal is an answer of the business, not a failure: nothing was changed, and nobody logs
 * it. {@code web} makes an answer of it in one place.
 */
@NullMarked
package dev.halfway.refusal;

import org.jspecify.annotations.NullMarked;
