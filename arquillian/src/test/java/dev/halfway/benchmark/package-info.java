/** What the documents state as measured; run by the profile {@code benchmark}. */
@NullMarked
package dev.halfway.benchmark;

import org.jspecify.annotations.NullMarked;
