/**
 * What requests may contain: constraints on names, texts, amounts, times and numbers.
 *
 * <p>A wrong value is refused with the field's name and the reason. A right one reaches the
 * scenario in the one form in which it is stored.
 */
@NullMarked
package dev.halfway.web.input;

import org.jspecify.annotations.NullMarked;
