/**
 * The OpenAPI document: how the build makes it, and who serves it.
 *
 * <p>The resources say which paths, parameters and schemas there are. The files in {@code
 * src/main/openapi}, one for each scenario, hold what people read: operation ids, summaries,
 * descriptions and examples. Their text replaces what the build derives from the code.
 */
@NullMarked
package dev.halfway.web.openapi;

import org.jspecify.annotations.NullMarked;
