package dev.halfway.ra.binding;

/**
 * This node among the others: its name, the milliseconds between its signs of life, and those
 * without one after which queues are taken over.
 */
public record NodeSettings(String name, long heartbeat, long takeoverAfter) {}
