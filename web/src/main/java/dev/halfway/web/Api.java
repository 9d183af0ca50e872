package dev.halfway.web;

import dev.halfway.web.problems.Problem;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The root of all resources. */
@ApplicationPath("/api")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Halfway",
            version = "0.1.0",
            description =
                "Transactional messaging for Jakarta EE: the seven classic uses of a message queue."
                    + " Every error is an application/problem+json document (RFC 9457).",
            license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
    components = @Components(schemas = @Schema(name = "Problem", implementation = Problem.class)),
    tags = {
      @Tag(name = "decoupling", description = "Scenario 1: asynchronous work"),
      @Tag(name = "smoothing", description = "Scenario 2: peaks into a plateau"),
      @Tag(name = "bus", description = "Scenario 3: systems around a scheduling centre"),
      @Tag(name = "delay", description = "Scenario 4: delayed tasks"),
      @Tag(name = "broadcast", description = "Scenario 5: push to apps, cache sync"),
      @Tag(name = "transaction", description = "Scenario 6: an order consistent across systems"),
      @Tag(name = "hub", description = "Scenario 7: one stream for many systems"),
      @Tag(name = "accounts", description = "Who may log in"),
      @Tag(name = "queues", description = "What waits where, and what could not be delivered")
    })
@SecurityScheme(
    securitySchemeName = "basic",
    type = SecuritySchemeType.HTTP,
    scheme = "basic",
    description =
        "An account with the role operator or viewer. Without one, callers from this machine may"
            + " read and send, unless halfway.access.anonymous says otherwise.")
@SecurityScheme(
    securitySchemeName = "driver",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description =
        "The token of a driver's app, which an operator issues. Callers from this machine need none,"
            + " unless halfway.access.anonymous is NONE.")
public class Api extends Application {}
