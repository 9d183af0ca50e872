/**
 * The space on the disk with the data folder.
 *
 * <p>While less than the reserve is left, nothing more is accepted, and what was accepted before
 * goes on.
 *
 * <p>It does not watch other disks: those of a broker or a database outside the server.
 */
@NullMarked
package dev.halfway.disk;

import org.jspecify.annotations.NullMarked;
