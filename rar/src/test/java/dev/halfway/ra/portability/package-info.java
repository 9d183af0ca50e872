/** The adapter on brokers of every kind, each in a process of its own. */
@org.jspecify.annotations.NullMarked
package dev.halfway.ra.portability;
