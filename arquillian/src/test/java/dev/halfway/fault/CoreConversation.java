package dev.halfway.fault;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The CORE protocol of Artemis (PacketImpl in its sources): a greeting, then packets of length,
 * type and channel; a channel is a session. What a transaction did is what can be read in the
 * messages it sent: names of destinations, properties, text.
 */
final class CoreConversation implements Conversation {

  private static final byte[] GREETING = "ARTEMIS".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 13;

  private static final byte EXCEPTION = 20;
  private static final byte NULL_RESPONSE = 21;
  private static final byte COMMIT = 43;
  private static final byte ROLLBACK = 44;
  private static final byte XA_COMMIT = 53;
  private static final byte XA_RESPONSE = 55;
  private static final byte XA_ROLLBACK = 56;
  private static final byte SEND = 71;
  private static final byte SEND_LARGE = 72;
  private static final Set<Byte> RESPONSES = Set.of(EXCEPTION, NULL_RESPONSE, XA_RESPONSE);

  private final Map<Long, StringBuilder> transactions = new ConcurrentHashMap<>();
  private final Set<Long> commitAsked = ConcurrentHashMap.newKeySet();
  private boolean greeted;

  @Override
  public @Nullable Request request(DataInputStream client) throws IOException {
    if (!greeted) {
      greeted = true;
      byte[] greeting = client.readNBytes(GREETING.length);
      return greeting.length == 0 ? null : new Request(greeting, null);
    }
    byte[] packet = packet(client);
    return packet == null ? null : new Request(packet, committed(packet));
  }

  @Override
  public @Nullable Reply reply(DataInputStream server) throws IOException {
    byte[] packet = packet(server);
    return packet == null
        ? null
        : new Reply(
            packet, RESPONSES.contains(type(packet)) && commitAsked.remove(channel(packet)));
  }

  private static byte @Nullable [] packet(DataInputStream in) throws IOException {
    byte[] first = in.readNBytes(Integer.BYTES);
    if (first.length < Integer.BYTES) {
      return null;
    }
    int length = ByteBuffer.wrap(first).getInt();
    byte[] packet = new byte[Integer.BYTES + length];
    ByteBuffer.wrap(packet).putInt(length);
    in.readFully(packet, Integer.BYTES, length);
    return packet;
  }

  private static byte type(byte[] packet) {
    return packet[Integer.BYTES];
  }

  private static long channel(byte[] packet) {
    return ByteBuffer.wrap(packet).getLong(HEADER - Long.BYTES);
  }

  private @Nullable String committed(byte[] packet) {
    StringBuilder transaction =
        transactions.computeIfAbsent(channel(packet), channel -> new StringBuilder());
    return switch (type(packet)) {
      case COMMIT, XA_COMMIT -> {
        commitAsked.add(channel(packet));
        String done = transaction.toString();
        transaction.setLength(0);
        yield done;
      }
      case ROLLBACK, XA_ROLLBACK -> {
        transaction.setLength(0);
        yield null;
      }
      case SEND, SEND_LARGE -> {
        transaction.append(legible(packet)).append('\n');
        yield null;
      }
      default -> null;
    };
  }

  /**
   * Names are in UTF-16 and text is in UTF-8 or UTF-16: without zeros, ASCII is the same in both.
   */
  private static String legible(byte[] packet) {
    return new String(packet, HEADER, packet.length - HEADER, StandardCharsets.ISO_8859_1)
        .replace("\0", "");
  }
}
