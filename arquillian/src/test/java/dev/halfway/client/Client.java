package dev.halfway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Calls the product over HTTP. */
public final class Client {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a test holds may be held for as long as some other thing is waited for. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;
  private final @Nullable String authorization;

  private Client(URI root, @Nullable String authorization) {
    this.root = root;
    this.authorization = authorization;
  }

  /** A client without an account. */
  public static Client of(URI root) {
    return new Client(root, null);
  }

  /** The same client with an account. */
  public Client as(String user, String password) {
    String credentials = user + ":" + password;
    return new Client(
        root,
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }

  /** What was answered; {@code json} is a missing node where the body is not JSON. */
  public record Answer(int status, HttpHeaders headers, String text, JsonNode json) {
    /** A header that must be there. */
    public String header(String name) {
      return headers.firstValue(name).orElseThrow(() -> new AssertionError("no header " + name));
    }

    /** The field that a problem document names first. */
    public String wrongField() {
      return json.at("/errors/0/field").asText();
    }
  }

  /** GET. */
  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  /** POST of JSON. */
  public Answer post(String path, String json) {
    return post(path, BodyPublishers.ofString(json));
  }

  /** POST of a body that claims to be JSON. */
  public Answer post(String path, BodyPublisher body) {
    return send(request(path).header("Content-Type", "application/json").POST(body).build());
  }

  /** PUT of JSON. */
  public Answer put(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json))
            .build());
  }

  /** DELETE. */
  public Answer delete(String path) {
    return send(request(path).DELETE().build());
  }

  /** A request to a path, or to an absolute address, to be completed. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE);
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  /** Sends a request. */
  public Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), response.headers(), response.body(), parsed(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
