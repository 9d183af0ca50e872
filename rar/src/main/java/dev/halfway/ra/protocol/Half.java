package dev.halfway.ra.protocol;

/** A half message in the relay's hands: its envelope, and what the broker gave. */
public record Half<M>(Envelope envelope, M message) {}
