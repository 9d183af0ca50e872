/**
 * How Halfway is reached over HTTP: one package for each scenario, and one for each subject that
 * they share.
 */
@NullMarked
package dev.halfway.web;

import org.jspecify.annotations.NullMarked;
