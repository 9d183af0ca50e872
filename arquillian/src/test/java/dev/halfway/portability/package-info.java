/**
 * The adapter, unchanged, on other servers: each as it is distributed, a process of its own, with
 * the configuration that rar/docs/portability.md prints.
 */
@NullMarked
package dev.halfway.portability;

import org.jspecify.annotations.NullMarked;
