package dev.halfway.portability;

import dev.halfway.docs.Manual;
import dev.halfway.half.probe.HalfProbe;
import dev.halfway.portability.orders.OrderServlet;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The probe, and beside it an application that uses all that the adapter has. */
final class Application {

  private static final Manual PORTABILITY = Manual.of("rar/docs/portability.md");

  private static final String CONSUMER =
      """
          <ejb>
            <ejb-name>OrderConsumer</ejb-name>
            <mdb-resource-adapter>
              <resource-adapter-mid>consuming</resource-adapter-mid>
            </mdb-resource-adapter>
          </ejb>
      """;

  private Application() {}

  /** With the descriptor that the manual prints for Payara; no other server reads it. */
  static WebArchive war(String dataSource) {
    return HalfProbe.war(dataSource)
        .addPackage(OrderServlet.class.getPackage())
        .addAsWebInfResource(
            new StringAsset(
                PORTABILITY
                    .block("The checker's WAR has this", "xml")
                    .replace("  </enterprise-beans>", CONSUMER + "  </enterprise-beans>")),
            "glassfish-ejb-jar.xml");
  }
}
