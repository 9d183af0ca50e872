/** Queues and their figures, under test. */
@NullMarked
package dev.halfway.broker;

import org.jspecify.annotations.NullMarked;
