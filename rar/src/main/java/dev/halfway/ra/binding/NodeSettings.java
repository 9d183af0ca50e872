package dev.halfway.ra.binding;

/**
 * This node among the others.
 *
 * @param name of the node
 * @param heartbeat milliseconds between signs of life
 * @param takeoverAfter milliseconds without one after which queues are taken over
 */
public record NodeSettings(String name, long heartbeat, long takeoverAfter) {}
