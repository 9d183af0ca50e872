package dev.halfway.web.transaction;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of taking up parked messages.
 *
 * @param resumed how many were resumed
 */
@Schema(name = "Resumption")
public record ResumptionView(int resumed) {}
