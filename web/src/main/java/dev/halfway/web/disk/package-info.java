/** Refuses what would store something while the disk is full. */
@NullMarked
package dev.halfway.web.disk;

import org.jspecify.annotations.NullMarked;
