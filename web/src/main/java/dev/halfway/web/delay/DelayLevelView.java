package dev.halfway.web.delay;

/**
 * A level of delay.
 *
 * @param delay an ISO 8601 duration
 */
public record DelayLevelView(int level, String delay) {}
