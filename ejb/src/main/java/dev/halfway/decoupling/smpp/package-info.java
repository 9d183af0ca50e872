/**
 * What both ends of an SMPP 3.4 connection need: texts and their segments, addresses, receipts as
 * text, and reading PDUs safely.
 *
 * <p>{@link dev.halfway.decoupling.link} and {@link dev.halfway.decoupling.simulator} use it and do
 * not know one another. Nothing here knows of a container.
 */
@NullMarked
package dev.halfway.decoupling.smpp;

import org.jspecify.annotations.NullMarked;
