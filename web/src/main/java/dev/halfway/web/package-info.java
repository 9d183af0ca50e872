/**
 * How Halfway is reached over HTTP; one package per scenario, and {@code shared} for what they have
 * in common.
 */
@NullMarked
package dev.halfway.web;

import org.jspecify.annotations.NullMarked;
