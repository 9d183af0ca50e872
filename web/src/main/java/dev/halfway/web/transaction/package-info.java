/** Scenario 6, transaction, over HTTP; see {@link dev.halfway.transaction}. */
@NullMarked
package dev.halfway.web.transaction;

import org.jspecify.annotations.NullMarked;
