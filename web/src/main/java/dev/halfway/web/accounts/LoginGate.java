package dev.halfway.web.accounts;

import dev.halfway.accounts.Caller;
import dev.halfway.accounts.LoginDesk;
import dev.halfway.accounts.Origin;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import jakarta.servlet.ServletContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Has a request with credentials wait, in front of all filters, until they have been looked at, and
 * holds no thread meanwhile. {@link Authentication} does the rest.
 *
 * <p>Not by {@code AsyncContext}, which is what the Servlet API has for it: a request that is
 * dispatched again passes by every filter that does not ask for such ones, Undertow's own for
 * WebSockets among them, so credentials would be a way around the others.
 */
public class LoginGate implements ServletExtension {

  /** Of the request: a completed {@code CompletableFuture<Caller>}. */
  static final String LOGIN = LoginGate.class.getName() + ".login";

  /** Of the servlet context: a {@link LoginDesk}. */
  static final String DESK = LoginGate.class.getName() + ".desk";

  private static final AttachmentKey<CompletableFuture<Caller>> LOGGING_IN =
      AttachmentKey.create(CompletableFuture.class);

  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    deployment.addInitialHandlerChainWrapper(next -> exchange -> begin(exchange, next, context));
    deployment.addOuterHandlerChainWrapper(next -> exchange -> handOver(exchange, next));
  }

  private static void begin(HttpServerExchange exchange, HttpHandler next, ServletContext context)
      throws Exception {
    HeaderValues given = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
    if (given == null || BasicCredentials.isToken(List.copyOf(given))) {
      next.handleRequest(exchange);
    } else {
      // A worker, because it asks the database.
      exchange.dispatch(
          (HttpHandler) worker -> logIn(worker, next, logIn(worker, List.copyOf(given), context)));
    }
  }

  private static CompletableFuture<Caller> logIn(
      HttpServerExchange exchange, List<String> given, ServletContext context) {
    try {
      LoginDesk desk = (LoginDesk) context.getAttribute(DESK);
      return desk.logIn(BasicCredentials.of(given), Origin.of(address(exchange)));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void logIn(
      HttpServerExchange exchange, HttpHandler next, CompletableFuture<Caller> login)
      throws Exception {
    exchange.putAttachment(LOGGING_IN, login);
    if (login.isDone()) {
      next.handleRequest(exchange);
    } else {
      // Not before this call has returned: an exchange is one thread's at a time.
      exchange.dispatch(
          SameThreadExecutor.INSTANCE,
          () -> {
            var unused = login.whenComplete((caller, failure) -> exchange.dispatch(next));
          });
    }
  }

  private static void handOver(HttpServerExchange exchange, HttpHandler next) throws Exception {
    @Nullable CompletableFuture<Caller> login = exchange.getAttachment(LOGGING_IN);
    if (login != null) {
      exchange
          .getAttachment(ServletRequestContext.ATTACHMENT_KEY)
          .getServletRequest()
          .setAttribute(LOGIN, login);
    }
    next.handleRequest(exchange);
  }

  private static String address(HttpServerExchange exchange) {
    InetSocketAddress from = exchange.getSourceAddress();
    return from.isUnresolved() ? from.getHostString() : from.getAddress().getHostAddress();
  }
}
