package dev.halfway.decoupling;

import java.util.UUID;

/** Asks for the SMS that welcomes a registered user. */
public record SmsRequested(UUID registration) {}
