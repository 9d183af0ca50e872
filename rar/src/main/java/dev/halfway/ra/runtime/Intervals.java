package dev.halfway.ra.runtime;

/**
 * How often things are done that are not urgent, in milliseconds.
 *
 * @param forgetAfter for which an abandoned queue has to be empty before it is forgotten: longer
 *     than a broker takes to notice that a client is gone, whose messages nobody sees until then
 * @param startUp for which the server may be starting, if it does not say that it has started
 * @param passing after which what is missing is an alarm
 */
public record Intervals(
    long inspection, long retention, long forgetAfter, long startUp, long passing) {}
