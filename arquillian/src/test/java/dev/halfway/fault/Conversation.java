package dev.halfway.fault;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What goes over one connection, message by message. Requests are read by one thread, replies by
 * another.
 */
interface Conversation {

  /**
   * A message of the client.
   *
   * @param commits what the transaction did that it asks to commit; null where it asks for none
   */
  @SuppressWarnings("ArrayRecordComponent") // Carried on, never compared.
  record Request(byte[] bytes, @Nullable String commits) {}

  /**
   * A message of the server.
   *
   * @param answersCommit whether the last commit is answered with it, done or not
   */
  @SuppressWarnings("ArrayRecordComponent") // Carried on, never compared.
  record Reply(byte[] bytes, boolean answersCommit) {}

  /** The client's next message, null at the end. */
  @Nullable Request request(DataInputStream client) throws IOException;

  /** The server's next message, null at the end. */
  @Nullable Reply reply(DataInputStream server) throws IOException;

  /** Reads at most this many bytes, at least one; null at the end. */
  static byte @Nullable [] some(DataInputStream in, int most) throws IOException {
    byte[] buffer = new byte[most];
    int count = in.read(buffer);
    return count < 0 ? null : Arrays.copyOf(buffer, count);
  }
}
