package dev.halfway.ra.runtime;

/**
 * How often things are done that are not urgent.
 *
 * @param inspection milliseconds between searches for what an operator has to look at
 * @param retention milliseconds between searches for markers that nobody needs any more
 * @param forgetAfter milliseconds for which an abandoned queue has to be empty before it is
 *     forgotten: longer than a broker takes to notice that a client is gone, whose messages nobody
 *     sees until then
 * @param startUp milliseconds for which the server may be starting, if it does not say that it has
 *     started
 * @param passing milliseconds after which what is missing is an alarm
 */
public record Intervals(
    long inspection, long retention, long forgetAfter, long startUp, long passing) {}
