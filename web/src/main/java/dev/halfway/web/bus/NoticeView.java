package dev.halfway.web.bus;

import dev.halfway.bus.OrderState;
import java.time.Instant;

/** What a player was told, as clients see it. */
public record NoticeView(OrderState state, String text, Instant at) {}
