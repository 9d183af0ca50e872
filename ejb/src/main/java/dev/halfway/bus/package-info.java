/**
 * Scenario 3, bus: systems around a scheduling centre that never call one another.
 *
 * <p>The centre owns the state of every order. Whatever changes it is a message to the centre, and
 * whenever it has changed the centre says so on the bus, the topic {@code halfway.bus.events}, in
 * the same transaction. Each subsystem has a package and a durable subscription of its own, takes
 * from the bus what concerns it and answers the centre. A further one is a package with a consumer
 * of the topic and a {@link dev.halfway.bus.Subsystem}; nothing else has to know of it.
 *
 * <p>Guarantees: an order's state follows from what the centre was told, however often and in
 * whatever order that was told; a state and its message are committed together; a question that
 * nobody answers is asked again and ends.
 *
 * <p>Not guaranteed: the order of messages. A subsystem may hear of a later state before an earlier
 * one.
 */
@NullMarked
package dev.halfway.bus;

import org.jspecify.annotations.NullMarked;
