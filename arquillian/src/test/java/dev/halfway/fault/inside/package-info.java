/**
 * The part of the fault points that lives inside the server's process, in a jar of its own on the
 * boot class path: the rest of it stays in the test's process.
 */
@NullMarked
package dev.halfway.fault.inside;

import org.jspecify.annotations.NullMarked;
