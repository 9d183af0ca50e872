package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration of a connection factory. */
@ExtendWith(Outbound.class)
class ManagedConnectionFactoryTest {

  private final HalfMessageManagedConnectionFactory configuration =
      new HalfMessageManagedConnectionFactory();

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    assertThat(configuration.senders())
        .isEqualTo(
            new SenderGroup(
                "default", dev.halfway.ra.protocol.Envelope.Settlement.MARKER, Duration.ZERO));
    assertThat(configuration.getSyncTimeout()).isEqualTo(10_000);
    assertThat(configuration.getUserName()).isNull();
    assertThat(configuration.getPassword()).isNull();
    configuration.setCompletion("SYNC");
    assertThat(configuration.senders().deliveryTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "ümlaut", "a'b"})
  void wrongGroupIsRefusedByName(String group) {
    assertThatThrownBy(() -> configuration.setGroup(group))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("group must be");
  }

  @Test
  void groupHasOneToSixtyFourCharacters() {
    configuration.setGroup("A-z_0.9");
    configuration.setGroup("x".repeat(64));
    assertThat(configuration.getGroup()).hasSize(64);
    assertThatThrownBy(() -> configuration.setGroup("x".repeat(65)))
        .hasMessageStartingWith("group must be");
  }

  @Test
  void otherWrongValuesAreRefusedByName() {
    assertThatThrownBy(() -> configuration.setSettlement("marker"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("settlement must be one of MARKER, CHECKER: 'marker'");
    assertThatThrownBy(() -> configuration.setCompletion(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("completion must be one of ASYNC, SYNC: ''");
    for (int wrong : new int[] {-1, 0, 600_001}) {
      assertThatThrownBy(() -> configuration.setSyncTimeout(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("syncTimeout must be 1 to 600000");
    }
    configuration.setSyncTimeout(1);
    configuration.setSyncTimeout(600_000);
  }

  /** They would wait with the connections in their hands that the relay needs. */
  @Test
  void commitsThatWaitForDeliveryNeedAMarkerStoreThatTheRelayReachesByAnotherPool(TestServer server)
      throws Exception {
    server.messaging.objection = "relayDataSource: it must be set";
    HalfMessageManagedConnectionFactory waiting = server.synchronous();

    assertThatThrownBy(() -> waiting.createManagedConnection(null, null))
        .isInstanceOf(ResourceException.class)
        .hasMessage("relayDataSource: it must be set");

    server.configuration().createManagedConnection(null, null).destroy();
    waiting.setSettlement("CHECKER");
    waiting.createManagedConnection(null, null).destroy();
  }

  @Test
  void everyPropertyIsDocumented() {
    List<ConfigProperty> documented =
        Arrays.stream(HalfMessageManagedConnectionFactory.class.getDeclaredFields())
            .map(field -> field.getAnnotation(ConfigProperty.class))
            .filter(annotation -> annotation != null)
            .toList();
    assertThat(documented)
        .hasSize(6)
        .allSatisfy(annotation -> assertThat(annotation.description()[0]).hasSizeGreaterThan(20));
  }

  @Test
  void equalityFollowsTheConfiguration() {
    List<Consumer<HalfMessageManagedConnectionFactory>> changes =
        List.of(
            it -> it.setGroup("other"),
            it -> it.setSettlement("CHECKER"),
            it -> it.setCompletion("SYNC"),
            it -> it.setSyncTimeout(5),
            it -> it.setUserName("ada"),
            it -> it.setPassword("secret"),
            it -> it.setResourceAdapter(new dev.halfway.ra.HalfMessageResourceAdapter()));
    assertThat(configuration)
        .isEqualTo(new HalfMessageManagedConnectionFactory())
        .hasSameHashCodeAs(new HalfMessageManagedConnectionFactory());
    for (Consumer<HalfMessageManagedConnectionFactory> change : changes) {
      HalfMessageManagedConnectionFactory changed = new HalfMessageManagedConnectionFactory();
      change.accept(changed);
      HalfMessageManagedConnectionFactory same = new HalfMessageManagedConnectionFactory();
      change.accept(same);
      assertThat(changed).isNotEqualTo(configuration).isEqualTo(same).hasSameHashCodeAs(same);
    }
  }

  @Test
  void secretsAreNeverShown() {
    configuration.setUserName("ada");
    configuration.setPassword("secret");
    assertThat(configuration.toString()).doesNotContain("ada").doesNotContain("secret");
    assertThat(configuration.credentials(null, null).toString())
        .doesNotContain("ada")
        .doesNotContain("secret");
  }

  @Test
  void passwordWithoutUserIsRefused() {
    configuration.setPassword("secret");
    assertThatThrownBy(() -> configuration.createManagedConnection(null, null))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("userName");
  }

  @Test
  void withoutAnAdapterOrAServerNothingWorks() {
    assertThatThrownBy(() -> configuration.createManagedConnection(null, null))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("resource adapter");
    assertThatThrownBy(configuration::createConnectionFactory)
        .isInstanceOf(NotSupportedException.class);
  }

  @Test
  void declaredConnectionsAreWhatIsHandedOut() {
    ConnectionDefinition definition =
        HalfMessageManagedConnectionFactory.class.getAnnotation(ConnectionDefinition.class);
    assertThat(definition.connectionFactory()).isAssignableFrom(definition.connectionFactoryImpl());
    assertThat(definition.connection()).isAssignableFrom(definition.connectionImpl());
    assertThat(configuration.getTransactionSupport())
        .isEqualTo(TransactionSupportLevel.XATransaction);
  }

  private record OtherManager() implements ConnectionManager {
    @Override
    public @Nullable Object allocateConnection(
        ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo info) {
      return "not ours";
    }
  }

  @Test
  void connectionFactorySurvivesSerialization() throws Exception {
    Object factory = configuration.createConnectionFactory(new OtherManager());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(factory);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isInstanceOf(ConnectionFactory.class);
    }
  }

  @Test
  void foreignHandleIsRefused() {
    ConnectionFactory factory =
        (ConnectionFactory) configuration.createConnectionFactory(new OtherManager());
    assertThatThrownBy(factory::createConnection)
        .isInstanceOf(jakarta.jms.JMSException.class)
        .hasMessageContaining("String");
  }
}
