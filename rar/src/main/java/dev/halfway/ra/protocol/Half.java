package dev.halfway.ra.protocol;

/**
 * A half message in the relay's hands.
 *
 * @param <M> what the broker gave: body, headers, the application's properties
 * @param envelope what the adapter put around it
 * @param message the message itself
 */
public record Half<M>(Envelope envelope, M message) {}
