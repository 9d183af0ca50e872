/** Scenario 1, decoupling, over HTTP; see {@link dev.halfway.decoupling}. */
@NullMarked
package dev.halfway.web.decoupling;

import org.jspecify.annotations.NullMarked;
