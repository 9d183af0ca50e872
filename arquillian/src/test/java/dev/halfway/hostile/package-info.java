/** What attacks the server, and what others notice of it. */
@NullMarked
package dev.halfway.hostile;

import org.jspecify.annotations.NullMarked;
