/**
 * The part of fault injection that is on the boot class path of a server that was started with it:
 * the rules of {@code faults.btm} ask it from within classes of every module. In a jar of its own,
 * and with no other package of ours, nor of anybody's but the JDK.
 */
@NullMarked
package dev.halfway.faults;

import org.jspecify.annotations.NullMarked;
