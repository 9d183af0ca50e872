/** Names over HTTP, under test. */
@NullMarked
package dev.halfway.text;

import org.jspecify.annotations.NullMarked;
