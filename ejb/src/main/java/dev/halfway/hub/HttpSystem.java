package dev.halfway.hub;

import dev.halfway.lifecycle.ManagedPools;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP with the systems behind the sinks. Thread-safe. */
@ApplicationScoped
class HttpSystem {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int SHOWN = 500;

  private static final int THREADS = 16;

  @Resource private ManagedThreadFactory threads;

  /** What ends the wait for each answer. */
  private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();

  // Made when they are needed.
  private @Nullable HttpClient client;
  private @Nullable ExecutorService pool;

  private volatile boolean stopped;

  @SuppressWarnings("NullAway.Init") // The container injects before anything is called.
  HttpSystem() {}

  /** What comes of a request. */
  sealed interface Reply {}

  /**
   * Nothing.
   *
   * @param sent whether the system may have the request, or some of it
   */
  record NoAnswer(IOException why, boolean sent) implements Reply {}

  /** An answer: its status, and its body as text. */
  record Answer(int status, String body) implements Reply {

    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** What was answered, as the reason why something failed. */
    IOException asFailure(String what) {
      return new IOException(text(what));
    }

    /** The same, where one of the events may be the reason. */
    RequestRefused asRefusal(String what) {
      return new RequestRefused(text(what));
    }

    /** What was answered to what. */
    String text(String what) {
      String shown = body.length() <= SHOWN ? body : body.substring(0, SHOWN) + " ...";
      return "%s: HTTP %d: %s".formatted(what, status, shown.strip());
    }
  }

  /** A request to a system, to be completed. */
  static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(ANSWER);
  }

  /** Sends it. */
  Answer send(HttpRequest request) throws IOException, InterruptedException {
    Reply reply = sendAll(List.of(request)).get(0);
    if (reply instanceof NoAnswer none) {
      throw none.why();
    }
    return (Answer) reply;
  }

  /** Sends requests at once, and waits for all answers, which come in the order of the requests. */
  List<Reply> sendAll(List<HttpRequest> requests) throws InterruptedException {
    List<CompletableFuture<Reply>> sent = requests.stream().map(this::begin).toList();
    try {
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // Each is handled.
    }
    return sent.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<Reply> begin(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> sending =
        client().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    Runnable cancel = () -> sending.cancel(true);
    underWay.add(cancel);
    if (stopped) {
      cancel.run();
    }
    return sending.handle(
        (response, failure) -> {
          underWay.remove(cancel);
          return reply(response, failure);
        });
  }

  /** Ends all waits for answers, those to come too. */
  void stop() {
    stopped = true;
    underWay.forEach(Runnable::run);
  }

  private static Reply reply(@Nullable HttpResponse<String> response, @Nullable Throwable failure) {
    if (response != null) {
      return new Answer(response.statusCode(), response.body());
    }
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    boolean sent =
        !(cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLException);
    return cause instanceof IOException why
        ? new NoAnswer(why, sent)
        : new NoAnswer(new IOException(cause), false);
  }

  private synchronized HttpClient client() {
    if (client == null) {
      pool = ManagedPools.of(threads, "hub http", THREADS);
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT)
              .executor(pool)
              .build();
    }
    return client;
  }

  @PreDestroy
  synchronized void end() {
    if (pool != null) {
      pool.shutdown();
    }
  }

  /**
   * The address that a property has, with a slash at its end; empty where it is not set.
   *
   * @throws IllegalStateException that names the property where it is none
   */
  static Optional<URI> address(String property, Optional<String> configured) {
    return configured
        .filter(text -> !text.isBlank())
        .map(
            text -> {
              try {
                URI address = URI.create(text.endsWith("/") ? text : text + "/");
                String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
                if (address.getHost() == null || !scheme.matches("https?")) {
                  throw new IllegalArgumentException("no http or https address");
                }
                return address;
              } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                    "%s: must be an http or https address: %s".formatted(property, text), e);
              }
            });
  }
}
