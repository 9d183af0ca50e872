/** Marks of tests: which run only when asked for, and which attack the server. */
@NullMarked
package dev.halfway.tag;

import org.jspecify.annotations.NullMarked;
