package dev.halfway.fault;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frontend/backend protocol 3 of PostgreSQL (manual, "Message Formats"), without TLS. What a
 * transaction did is the text of its statements, a line each.
 *
 * <p>pgjdbc prepares COMMIT as a named statement when a connection commits for the first time, and
 * from then on only binds and executes that name: so names are remembered, and what asks for a
 * commit is the Execute, or a simple Query.
 */
final class PostgresConversation implements Conversation {

  private static final int CANCEL_REQUEST = 80877102;
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final Map<String, String> statements = new HashMap<>();
  private final Map<String, String> portals = new HashMap<>();
  private final StringBuilder transaction = new StringBuilder();
  private boolean started;
  private volatile boolean encryptionAsked;
  private volatile boolean commitAsked;

  @Override
  public @Nullable Request request(DataInputStream client) throws IOException {
    int type = started ? client.read() : 0;
    if (type < 0) {
      return null;
    }
    if (!started) {
      return new Request(startup(client), null);
    }
    byte[] message = message(type, client);
    String sql = executed(type, ByteBuffer.wrap(message, 5, message.length - 5));
    return new Request(message, sql == null ? null : committed(sql));
  }

  @Override
  public @Nullable Reply reply(DataInputStream server) throws IOException {
    int type = server.read();
    if (type < 0) {
      return null;
    }
    if (encryptionAsked) {
      encryptionAsked = false;
      if (type != 'N') {
        throw new IOException("the server encrypts: nothing can be seen of what is said");
      }
      return new Reply(new byte[] {(byte) type}, false);
    }
    // ReadyForQuery ends the answer to everything up to a Sync.
    boolean answersCommit = commitAsked && type == 'Z';
    if (answersCommit) {
      commitAsked = false;
    }
    return new Reply(message(type, server), answersCommit);
  }

  private byte[] startup(DataInputStream client) throws IOException {
    int length = client.readInt();
    byte[] message = new byte[length];
    ByteBuffer.wrap(message).putInt(length);
    client.readFully(message, 4, length - 4);
    int code = ByteBuffer.wrap(message).getInt(4);
    encryptionAsked = code == SSL_REQUEST || code == GSS_REQUEST;
    started = !encryptionAsked && code != CANCEL_REQUEST;
    return message;
  }

  private static byte[] message(int type, DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] message = new byte[1 + length];
    ByteBuffer.wrap(message).put((byte) type).putInt(length);
    in.readFully(message, 5, length - 4);
    return message;
  }

  /** The statement that this message has executed, if any. */
  private @Nullable String executed(int type, ByteBuffer body) {
    return switch (type) {
      case 'Q' -> text(body);
      case 'P' -> {
        statements.put(text(body), text(body));
        yield null;
      }
      case 'B' -> {
        portals.put(text(body), statements.getOrDefault(text(body), ""));
        yield null;
      }
      case 'E' -> portals.getOrDefault(text(body), "");
      default -> null;
    };
  }

  /** What is committed by a statement, null where it is not a COMMIT. */
  private @Nullable String committed(String sql) {
    String word = sql.strip().toUpperCase(Locale.ROOT);
    if (word.equals("COMMIT")) {
      commitAsked = true;
      String done = transaction.toString();
      transaction.setLength(0);
      return done;
    }
    if (word.equals("ROLLBACK") || word.startsWith("BEGIN")) {
      transaction.setLength(0);
    } else {
      transaction.append(sql).append('\n');
    }
    return null;
  }

  private static String text(ByteBuffer body) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte next; (next = body.get()) != 0; ) {
      text.write(next);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
