/** What the scenarios have in common, under test. */
@NullMarked
package dev.halfway.shared;

import org.jspecify.annotations.NullMarked;
