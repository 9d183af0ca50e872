/**
 * What sending and relaying both need of Jakarta Messaging: the properties of a message as a map,
 * and a time limit for calls. Nothing here knows half messages.
 */
@NullMarked
package dev.halfway.ra.jms;

import org.jspecify.annotations.NullMarked;
