package dev.halfway.portability;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.ResourceAdapterArchive;

/**
 * Artemis's own resource adapter, by which message-driven beans of Payara get their messages. It is
 * distributed as a jar without a descriptor.
 */
final class ArtemisAdapter {

  private static final String DESCRIPTOR =
      """
      <connector xmlns="https://jakarta.ee/xml/ns/jakartaee" version="2.1">
        <vendor-name>Apache</vendor-name>
        <eis-type>Jakarta Messaging</eis-type>
        <resourceadapter-version>1</resourceadapter-version>
        <resourceadapter>
          <resourceadapter-class>org.apache.activemq.artemis.ra.ActiveMQResourceAdapter</resourceadapter-class>
          %s
          <inbound-resourceadapter>
            <messageadapter>
              <messagelistener>
                <messagelistener-type>jakarta.jms.MessageListener</messagelistener-type>
                <activationspec>
                  <activationspec-class>org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec</activationspec-class>
                </activationspec>
              </messagelistener>
            </messageadapter>
          </inbound-resourceadapter>
        </resourceadapter>
      </connector>
      """;

  private static final String PROPERTY =
      """
          <config-property>
            <config-property-name>%s</config-property-name>
            <config-property-type>java.lang.String</config-property-type>
            <config-property-value>%s</config-property-value>
          </config-property>
      """;

  private ArtemisAdapter() {}

  /** With connections to a broker on this machine. */
  static Path export(Path file, Path libraries, int port, String password) {
    String properties =
        PROPERTY.formatted(
                "ConnectorClassName",
                "org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory")
            + PROPERTY.formatted("ConnectionParameters", "host=127.0.0.1;port=" + port)
            + PROPERTY.formatted("UserName", "halfway")
            + PROPERTY.formatted("Password", password);
    ResourceAdapterArchive archive =
        ShrinkWrap.create(ResourceAdapterArchive.class)
            .setResourceAdapterXML(new StringAsset(DESCRIPTOR.formatted(properties)));
    Stream.of(
            "artemis-jakarta-ra.jar",
            "artemis-jakarta-service-extensions.jar",
            "artemis-jakarta-client-all.jar")
        .forEach(library -> archive.addAsLibrary(libraries.resolve(library).toFile()));
    archive.as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }
}
