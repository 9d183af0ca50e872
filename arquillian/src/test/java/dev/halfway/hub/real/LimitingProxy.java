package dev.halfway.hub.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A reverse proxy before a system, which lets no longer bodies pass than its limit, as nginx does
 * by itself. Whoever the system sends elsewhere comes by it again.
 */
final class LimitingProxy implements AutoCloseable {

  private static final String ELSEWHERE = "/elsewhere/";
  private static final int TOO_LARGE = 413;
  private static final int BAD_GATEWAY = 502;

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger refused = new AtomicInteger();
  private final URI target;
  private final int limit;

  private LimitingProxy(URI target, int limit) {
    this.target = target;
    this.limit = limit;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::pass);
  }

  /** One that runs. */
  static LimitingProxy before(URI target, int limit) {
    LimitingProxy proxy = new LimitingProxy(target, limit);
    proxy.server.start();
    return proxy;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (body.length > limit) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(TOO_LARGE, -1);
        return;
      }
      try {
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(goal(exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                    .build(),
                BodyHandlers.ofString());
        byte[] answer =
            response
                .body()
                .replace("\"Location\":\"http://", "\"Location\":\"" + address() + ELSEWHERE)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
            response.statusCode(), answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
      } catch (IOException e) {
        exchange.sendResponseHeaders(BAD_GATEWAY, -1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private URI goal(URI asked) {
    String path = asked.toString();
    return path.startsWith(ELSEWHERE)
        ? URI.create("http://" + path.substring(ELSEWHERE.length()))
        : target.resolve(path);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many bodies were too long. */
  int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
