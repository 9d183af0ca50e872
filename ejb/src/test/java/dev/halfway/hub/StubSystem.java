package dev.halfway.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halfway.hub.HttpSystem.Answer;
import dev.halfway.testing.Injected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** A system behind a sink: takes requests, and answers as a test has it. */
final class StubSystem implements AutoCloseable {

  /** What it was sent. */
  record Sent(String method, String path, String body) {
    int bytes() {
      return body.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  private final HttpServer server;
  private final List<Sent> requests = new CopyOnWriteArrayList<>();
  private final Function<Sent, Answer> answers;
  private volatile Predicate<Sent> closing = sent -> false;

  private StubSystem(Function<Sent, Answer> answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  static StubSystem that(Function<Sent, Answer> answers) {
    return new StubSystem(answers);
  }

  /** Has it close the connection instead of an answer. */
  StubSystem closingOn(Predicate<Sent> request) {
    closing = request;
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Sent sent =
          new Sent(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(sent);
      if (closing.test(sent)) {
        return;
      }
      Answer answer = answers.apply(sent);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Where it is. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it was sent up to now. */
  List<Sent> requests() {
    return requests;
  }

  /** How to speak with it. */
  static HttpSystem http() {
    HttpSystem http = new HttpSystem();
    Injected.into(
        http, "client", HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    return http;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
