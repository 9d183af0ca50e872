/**
 * What can be configured, and which values are right: one declaration, by which the server that the
 * build makes is checked before it starts, and the application on any server. Nothing but the JDK
 * is used here: it runs before there is a server.
 */
@NullMarked
package dev.halfway.settings;

import org.jspecify.annotations.NullMarked;
