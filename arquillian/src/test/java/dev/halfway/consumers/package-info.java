/** Failures and dead letters, under test. */
@NullMarked
package dev.halfway.consumers;

import org.jspecify.annotations.NullMarked;
