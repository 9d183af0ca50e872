/**
 * JSON as this API reads and writes it: strict, and UTF-8 only.
 *
 * <p>What is unknown, given twice or of the wrong type is refused. Reading takes time in proportion
 * to the length.
 */
@NullMarked
package dev.halfway.web.json;

import org.jspecify.annotations.NullMarked;
