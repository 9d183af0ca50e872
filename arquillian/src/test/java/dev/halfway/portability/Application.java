package dev.halfway.portability;

import dev.halfway.docs.Manual;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.portability.orders.OrderServlet;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The probe, and beside it an application that uses all that the adapter has. */
final class Application {

  private static final Manual PORTABILITY = Manual.of("rar/docs/portability.md");

  private Application() {}

  /** With the descriptor that the manual prints for Payara; no other server reads it. */
  static WebArchive war(String dataSource) {
    return HalfProbe.war(dataSource)
        .addPackage(OrderServlet.class.getPackage())
        .addAsWebInfResource(
            new StringAsset(PORTABILITY.block("The checker's WAR has this", "xml")),
            "glassfish-ejb-jar.xml");
  }
}
