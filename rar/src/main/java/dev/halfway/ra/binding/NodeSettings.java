package dev.halfway.ra.binding;

/** This node; milliseconds between signs of life, and without one until it is taken over. */
public record NodeSettings(String name, long heartbeat, long takeoverAfter) {}
