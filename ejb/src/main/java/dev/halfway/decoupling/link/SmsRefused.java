package dev.halfway.decoupling.link;

import org.jspecify.annotations.Nullable;

/** The centre answered that it does not accept this message. */
public final class SmsRefused extends SmsException {

  private static final long serialVersionUID = 1L;

  private final int commandStatus;

  SmsRefused(int commandStatus, @Nullable Throwable cause) {
    super(
        "refused by the SMS centre with command_status 0x%02X (%s)"
            .formatted(
                commandStatus,
                CommandStatus.isPermanent(commandStatus) ? "permanent" : "temporary"),
        cause);
    this.commandStatus = commandStatus;
  }

  /** The command_status of the answer (SMPP 3.4 §5.1.3). */
  public int commandStatus() {
    return commandStatus;
  }

  /**
   * Whether the same message will be refused each time: its addresses, length or fields are at
   * fault. A status that this package does not know counts as temporary.
   */
  public boolean permanent() {
    return CommandStatus.isPermanent(commandStatus);
  }
}
