/** What the documentation says is so: its links, the names in it, and its commands. */
@NullMarked
package dev.halfway.docs;

import org.jspecify.annotations.NullMarked;
