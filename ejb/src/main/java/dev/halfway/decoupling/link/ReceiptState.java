package dev.halfway.decoupling.link;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a receipt says of a message (SMPP 3.4 §5.2.28 and appendix B; SKIPPED is of SMPP 5.0), by
 * the word for it in a receipt's text.
 *
 * <p>A centre may write other words; they are kept, and count as not final.
 */
public enum ReceiptState {
  /** On its way. */
  ENROUTE(1, false),
  /** The handset has it. */
  DELIVRD(2, true),
  /** Not delivered in time. */
  EXPIRED(3, true),
  /** Cancelled. */
  DELETED(4, true),
  /** Cannot be delivered. */
  UNDELIV(5, true),
  /** Taken note of on behalf of the recipient, or accepted by the next network. */
  ACCEPTD(6, false),
  /** The centre cannot tell. */
  UNKNOWN(7, false),
  /** Refused by the network. */
  REJECTD(8, true),
  /** Accepted, and not sent on purpose. */
  SKIPPED(9, true);

  /** A word of a centre's own is cut there. */
  public static final int MAX_LENGTH = 16;

  /** Enough to tell the words from one another, however a centre shortens them. */
  private static final int PREFIX = 5;

  private static final Set<String> FINAL =
      Arrays.stream(values())
          .filter(state -> state.isFinal)
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  private final int code;
  private final boolean isFinal;

  ReceiptState(int code, boolean isFinal) {
    this.code = code;
    this.isFinal = isFinal;
  }

  /** The words after which no other is to come. */
  public static Set<String> finalStates() {
    return FINAL;
  }

  /** The word for a message_state; empty for one that SMPP 3.4 and 5.0 have no state for. */
  static Optional<String> ofCode(int code) {
    return Arrays.stream(values()).filter(state -> state.code == code).map(Enum::name).findFirst();
  }

  /** The usual word for one that a centre writes, as for {@code Delivered}; else its own. */
  static String ofWord(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .map(Enum::name)
        .filter(name -> upper.startsWith(name.substring(0, PREFIX)))
        .findFirst()
        .orElse(upper.substring(0, Math.min(MAX_LENGTH, upper.length())));
  }

  /**
   * The state of a message whose parts have these: a handset shows it when it has all of them.
   *
   * @param parts of each part, empty where there was no receipt yet
   * @return empty where nothing is known of any part
   */
  public static Optional<String> ofParts(Collection<Optional<String>> parts) {
    List<String> known = parts.stream().flatMap(Optional::stream).toList();
    Optional<String> failed =
        known.stream().filter(FINAL::contains).filter(ReceiptState::isNotDelivered).findFirst();
    if (failed.isPresent() || known.isEmpty()) {
      return failed;
    }
    if (known.size() == parts.size() && known.stream().noneMatch(ReceiptState::isNotDelivered)) {
      return Optional.of(DELIVRD.name());
    }
    return known.stream()
        .filter(ReceiptState::isNotDelivered)
        .findFirst()
        .or(() -> Optional.of(ENROUTE.name()));
  }

  private static boolean isNotDelivered(String state) {
    return !state.equals(DELIVRD.name());
  }
}
