package dev.halfway.web.delay;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A level of delay.
 *
 * @param delay an ISO 8601 duration
 */
@Schema(name = "DelayLevel")
public record DelayLevelView(int level, String delay) {}
