package dev.halfway.web.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request's connection be closed in the middle of it, on Undertow: Servlet 6.0 has no means
 * to, and Undertow has a thread read the rest of a body before it completes a request. Undertow
 * finds this by the service loader; on another server it is never loaded, and {@link Ending}
 * completes the request and leaves the rest to that server.
 */
public final class UndertowConnections implements ServletExtension {

  private static final Logger LOG = LoggerFactory.getLogger(UndertowConnections.class);

  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    deployment.addInnerHandlerChainWrapper(
        next ->
            exchange -> {
              offer(exchange);
              next.handleRequest(exchange);
            });
  }

  private static void offer(HttpServerExchange exchange) {
    ServletRequestContext request = exchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY);
    if (request != null) {
      Runnable close = () -> close(exchange.getConnection());
      request.getServletRequest().setAttribute(Ending.CLOSE, close);
    }
  }

  private static void close(ServerConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("A connection was closed already", e);
    }
  }
}
