/**
 * What every scenario's HTTP side has in common: problem details (RFC 9457), strict JSON, who may
 * call what, limits and headers, and the resources about queues and dead letters.
 *
 * <p>Guaranteed: whatever a client sends, the answer is the documented result or a problem document
 * that names the reason; never a stack trace, never HTML.
 */
@NullMarked
package dev.halfway.web.shared;

import org.jspecify.annotations.NullMarked;
