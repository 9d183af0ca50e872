package dev.halfway.web.transaction;

/**
 * What came of taking up parked messages.
 *
 * @param resumed how many were taken up
 */
public record ResumptionView(int resumed) {}
