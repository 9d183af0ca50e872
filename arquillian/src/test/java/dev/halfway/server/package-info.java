/**
 * The server: WildFly with the EAR as a process that can be stopped, killed and configured, the one
 * that many tests share, and the beans inside. Also what is shipped with it: scripts and libraries.
 */
@NullMarked
package dev.halfway.server;

import org.jspecify.annotations.NullMarked;
