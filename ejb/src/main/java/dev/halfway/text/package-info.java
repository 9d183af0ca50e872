/**
 * Names and texts: what they may contain, and the one form in which they are stored.
 *
 * <p>Two spellings of the same name become the same stored name. Checking takes time in proportion
 * to the length.
 *
 * <p>It does not escape: whoever writes HTML or SQL does that.
 */
@NullMarked
package dev.halfway.text;

import org.jspecify.annotations.NullMarked;
