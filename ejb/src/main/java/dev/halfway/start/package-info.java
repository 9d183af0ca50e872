/**
 * What is done before the server that the build makes starts, in its own Java virtual machine: an
 * agent ({@code -javaagent}) that refuses wrong settings and a data folder in use, keeps files
 * private, and ends the process where the start fails. In a jar of its own, and with nothing of
 * anybody's but the JDK: whatever loads a logger or JMX too early takes that from the server.
 */
@NullMarked
package dev.halfway.start;

import org.jspecify.annotations.NullMarked;
