/** Callers that go on whatever becomes of the server, and callers at fixed times. */
@NullMarked
package dev.halfway.load;

import org.jspecify.annotations.NullMarked;
