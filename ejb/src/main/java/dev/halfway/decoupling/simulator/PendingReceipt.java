package dev.halfway.decoupling.simulator;

import dev.halfway.decoupling.smpp.SmsAddress;
import java.time.Instant;

/** A receipt the simulated centre owes for a message that went from the one to the other. */
record PendingReceipt(String messageId, SmsAddress from, SmsAddress to, Instant submittedAt) {}
