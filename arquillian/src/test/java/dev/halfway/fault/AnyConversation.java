package dev.halfway.fault;

import java.io.DataInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes of which nothing is known: whatever came in one piece goes on as one. */
final class AnyConversation implements Conversation {

  private static final int PIECE = 65_536;

  @Override
  public @Nullable Request request(DataInputStream client) throws IOException {
    byte[] bytes = Conversation.some(client, PIECE);
    return bytes == null ? null : new Request(bytes, null);
  }

  @Override
  public @Nullable Reply reply(DataInputStream server) throws IOException {
    byte[] bytes = Conversation.some(server, PIECE);
    return bytes == null ? null : new Reply(bytes, false);
  }
}
