/** An application that uses the adapter's own types and all its kinds of connection factories. */
@NullMarked
package dev.halfway.portability.orders;

import org.jspecify.annotations.NullMarked;
