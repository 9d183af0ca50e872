package dev.halfway.web.transaction;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of taking up parked messages.
 *
 * @param resumed how many were taken up
 */
@Schema(name = "Resumption")
public record ResumptionView(int resumed) {}
