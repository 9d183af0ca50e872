package dev.halfway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A driver's app: connected by WebSocket, it keeps what is pushed to it and acknowledges that, or,
 * where it is told so, does not even read. What has no id is no dispatch.
 */
public final class DriverApp implements AutoCloseable, WebSocket.Listener {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<Long> seen = new CopyOnWriteArrayList<>();
  private final List<JsonNode> told = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<String> pong = new CompletableFuture<>();
  private volatile String whyClosed = "";
  private final StringBuilder text = new StringBuilder();
  private final boolean reading;
  private final boolean acknowledging;
  private final BiConsumer<DriverApp, JsonNode> each;
  private @Nullable WebSocket socket;

  private DriverApp(boolean reading, boolean acknowledging, BiConsumer<DriverApp, JsonNode> each) {
    this.reading = reading;
    this.acknowledging = acknowledging;
    this.each = each;
  }

  /** Connects one. */
  public static DriverApp connect(Client client, String driver) {
    return connect(client, "drivers/" + driver, new DriverApp(true, true, (app, it) -> {}));
  }

  /** Connects one that has seen all up to a dispatch. */
  public static DriverApp connect(Client client, String driver, long lastSeen) {
    return connect(
        client,
        "drivers/" + driver + "?lastSeen=" + lastSeen,
        new DriverApp(true, true, (app, it) -> {}));
  }

  /** Connects one that also does something with each dispatch. */
  public static DriverApp connect(
      Client client, String driver, BiConsumer<DriverApp, JsonNode> each) {
    return connect(client, "drivers/" + driver, new DriverApp(true, true, each));
  }

  /** Connects one that says more when it connects, as headers and subprotocols. */
  public static DriverApp connect(
      Client client, String driver, UnaryOperator<WebSocket.Builder> saying) {
    return connect(client, "drivers/" + driver, new DriverApp(true, true, (app, it) -> {}), saying);
  }

  /** Connects one that reads nothing. */
  public static DriverApp stalled(Client client, String driver) {
    return connect(client, "drivers/" + driver, new DriverApp(false, false, (app, it) -> {}));
  }

  /** Connects one that reads and acknowledges nothing. */
  public static DriverApp silent(Client client, String driver) {
    return connect(client, "drivers/" + driver, new DriverApp(true, false, (app, it) -> {}));
  }

  private static DriverApp connect(Client client, String path, DriverApp app) {
    return connect(client, path, app, UnaryOperator.identity());
  }

  private static DriverApp connect(
      Client client, String path, DriverApp app, UnaryOperator<WebSocket.Builder> saying) {
    URI http = client.request(path).build().uri();
    URI address = URI.create("ws" + http.toString().substring("http".length()));
    app.socket = saying.apply(HTTP.newWebSocketBuilder()).buildAsync(address, app).join();
    return app;
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reading) {
      opened.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    from.request(1);
    if (last) {
      JsonNode dispatch = parsed(text.toString());
      text.setLength(0);
      if (!dispatch.has("id")) {
        told.add(dispatch);
        return null;
      }
      each.accept(this, dispatch);
      seen.add(dispatch.get("id").asLong());
      if (acknowledging) {
        return from.sendText("{\"ack\":%d}".formatted(dispatch.get("id").asLong()), true);
      }
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pong.complete(StandardCharsets.UTF_8.decode(message).toString());
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    whyClosed = reason;
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.complete(-1);
  }

  /** Says something else. */
  public void say(String anything) {
    opened().sendText(anything, true).join();
  }

  /** Says something in pieces. */
  public void sayInPieces(String... pieces) {
    for (int i = 0; i < pieces.length; i++) {
      opened().sendText(pieces[i], i == pieces.length - 1).join();
    }
  }

  /** Says something as bytes. */
  public void sayAsBytes(String anything) {
    opened().sendBinary(StandardCharsets.UTF_8.encode(anything), true).join();
  }

  /** Asks for a sign of life; done with what is answered. */
  public CompletableFuture<String> ping(String message) {
    opened().sendPing(StandardCharsets.UTF_8.encode(message)).join();
    return pong;
  }

  /** Gives a sign of life that nobody asked for. */
  public void pong() {
    opened().sendPong(ByteBuffer.allocate(0)).join();
  }

  /** The subprotocol that the server has chosen; empty for none. */
  public String subprotocol() {
    return opened().getSubprotocol();
  }

  /** What it was told beside dispatches. */
  public List<JsonNode> told() {
    return List.copyOf(told);
  }

  /** Why it was closed, as the server says. */
  public String whyClosed() {
    return whyClosed;
  }

  /** The ids of what was pushed, in the order in which it came. */
  public List<Long> seen() {
    return List.copyOf(seen);
  }

  /** The last one of them; 0 when there is none. */
  public long lastSeen() {
    List<Long> all = seen();
    return all.isEmpty() ? 0 : all.get(all.size() - 1);
  }

  /** How the server has closed the connection: its code, or -1 when it broke; done when it has. */
  public CompletableFuture<Integer> closed() {
    return closed;
  }

  private WebSocket opened() {
    if (socket == null) {
      throw new IllegalStateException("not connected");
    }
    return socket;
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes away without a word. */
  @Override
  public void close() {
    opened().abort();
  }
}
