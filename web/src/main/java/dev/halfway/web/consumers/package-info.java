/**
 * Dead letters over HTTP: listed, redelivered, deleted; and how a failure of a consumer is shown.
 */
@NullMarked
package dev.halfway.web.consumers;

import org.jspecify.annotations.NullMarked;
