package dev.halfway.web.bus;

import dev.halfway.bus.OrderState;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A notice that a player got, as clients see it. */
@Schema(name = "Notice")
public record NoticeView(OrderState state, String text, Instant at) {}
