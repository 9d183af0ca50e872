/** The subsystem that calculates prizes. It keeps nothing: asked again it gives the same answer. */
@NullMarked
package dev.halfway.bus.prizes;

import org.jspecify.annotations.NullMarked;
