/** The hub with the real systems behind it, each a process of its own. */
@NullMarked
package dev.halfway.hub.real;

import org.jspecify.annotations.NullMarked;
