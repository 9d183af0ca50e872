package dev.halfway.bus;

/** A game was drawn, and its orders have still to learn of it. */
public record GameDrawn(String game) {}
