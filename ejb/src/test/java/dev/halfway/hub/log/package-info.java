/** The hub's own source, next to the code. */
@NullMarked
package dev.halfway.hub.log;

import org.jspecify.annotations.NullMarked;
