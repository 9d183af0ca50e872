/**
 * Half messages themselves, as an application meets them inside the real server: when they are
 * durable, when they are deliverable, what refuses, and what is left behind.
 *
 * <p>Most run in the shared server, which is on H2, in a WAR beside the EAR. What needs PostgreSQL
 * runs in a server of its own, driven by {@link dev.halfway.half.probe}. What survives a crash is
 * told at the end of each such test by {@link dev.halfway.half.Reconciliation}, not by the product.
 */
@NullMarked
package dev.halfway.half;

import org.jspecify.annotations.NullMarked;
