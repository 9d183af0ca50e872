/** Nothing that was promised is lost when something is stopped in order, under load. */
@NullMarked
package dev.halfway.stop;

import org.jspecify.annotations.NullMarked;
