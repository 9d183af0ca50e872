/** Disks that are small, or pretend to be full. */
@NullMarked
package dev.halfway.disk;

import org.jspecify.annotations.NullMarked;
