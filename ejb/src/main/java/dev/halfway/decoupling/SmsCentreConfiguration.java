package dev.halfway.decoupling;

import dev.halfway.decoupling.link.ReceiptIds;
import dev.halfway.decoupling.link.Sms;
import dev.halfway.decoupling.link.SmsCentreAddress;
import dev.halfway.settings.ConfigRange;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What can be set about the SMS centre; {@code ear/docs/configuration.md} lists it. */
@Dependent
class SmsCentreConfiguration {

  private static final int LONGEST_USERNAME = 64;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.smpp.host")
  private Optional<String> host;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.smpp.port", defaultValue = "2775")
  private int port;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.smpp.system-id", defaultValue = "halfway")
  private String systemId;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.smpp.password")
  private Optional<String> password;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.smpp.system-type")
  private Optional<String> systemType;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.smpp.response-timeout", defaultValue = "PT5S")
  private Duration responseTimeout;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.smpp.receipt-ids", defaultValue = "AS_IS")
  private String receiptIds;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.smpp.simulator-port", defaultValue = "0")
  private int simulatorPort;

  @Inject
  @ConfigProperty(name = "halfway.decoupling.sender", defaultValue = "Halfway")
  private String sender;

  @Inject
  @ConfigProperty(
      name = "halfway.decoupling.text",
      defaultValue = "Welcome to Halfway, {username}!")
  private String text;

  /** The configured centre; absent where the simulator is wanted. */
  Optional<SmsCentreAddress> address() {
    return host.map(
        name ->
            new SmsCentreAddress(name, port, systemId, password.orElse(""), systemType.orElse("")));
  }

  /** How long a submitted SMS may stay unanswered. */
  Duration responseTimeout() {
    return responseTimeout;
  }

  /** How the centre writes the ids of messages. */
  ReceiptIds receiptIds() {
    return ReceiptIds.valueOf(receiptIds);
  }

  /** 0 for any free one. */
  int simulatorPort() {
    return simulatorPort;
  }

  /** Whom the SMS comes from. */
  String sender() {
    return sender;
  }

  /**
   * Checks what would otherwise fail at the first SMS.
   *
   * @throws IllegalArgumentException or IllegalStateException, naming the property
   */
  void check() {
    try {
      address();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("halfway.decoupling.smpp.*: " + e.getMessage(), e);
    }
    try {
      new Sms(sender, "+4915112345678", textFor("李".repeat(LONGEST_USERNAME)), 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "halfway.decoupling.sender or halfway.decoupling.text: " + e.getMessage(), e);
    }
    ConfigRange.check("halfway.decoupling.smpp.receipt-ids", receiptIds);
    ConfigRange.check("halfway.decoupling.smpp.response-timeout", responseTimeout);
    ConfigRange.check("halfway.decoupling.smpp.simulator-port", simulatorPort);
  }

  String textFor(String username) {
    return text.replace("{username}", username);
  }

  /** For a simulator that only this process talks to; SMPP allows eight characters. */
  static String anyPassword() {
    byte[] secret = new byte[4];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
