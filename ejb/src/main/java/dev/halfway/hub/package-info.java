/**
 * Scenario 7, the hub: one stream for many systems. Events are collected once, kept, and written to
 * every system at its own pace.
 *
 * <p>What was accepted is durable, and every sink that is on gets it at least once; each writes so
 * that twice is as good as once. A sink that is slow, down, paused or replayed delays no other one.
 * An event that a system will never take goes to the dead letters, alone.
 */
@NullMarked
package dev.halfway.hub;

import org.jspecify.annotations.NullMarked;
