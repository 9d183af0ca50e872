package dev.halfway.web.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.broadcast.DriverPositions;
import dev.halfway.text.Names;
import dev.halfway.web.json.StrictJson;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where drivers' apps connect: {@code ws://…/drivers/<driverId>?lastSeen=<id>}. The app gets every
 * dispatch after {@code lastSeen}, or after the last one it has acknowledged, or, the first time,
 * every new one: each in a text message, in order. It answers {@code {"ack": <id>}}, which stands
 * for all up to that one; with 64 unacknowledged ones it gets no more.
 *
 * <p>An app whose position is above the newest dispatch is told so first, by a {@link
 * PositionRefused}. When the log goes back while it is connected it is disconnected, and is told so
 * when it connects again.
 */
@ServerEndpoint(value = "/drivers/{driverId}", subprotocols = DriverRules.PROTOCOL)
public class DriverEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(DriverEndpoint.class);
  private static final ObjectMapper JSON = StrictJson.mapper();
  private static final int MAX_CHARACTERS = 256;

  @Inject private DriverConnections connections;
  @Inject private DriverPositions positions;

  /** What has come of what the app is saying. */
  private final StringBuilder saying = new StringBuilder();

  private @Nullable Connected connected;

  /** From the moment the app may be pushed to. */
  private record Connected(String driver, DriverConnection connection) {}

  /** What an app says. */
  record Acknowledgement(@Nullable Long ack) {}

  /** An app has connected; {@link DriverHandshake} has looked at what it asks for. */
  @OnOpen
  public void open(Session session, @PathParam("driverId") String driverId) {
    String driver = Names.normal(driverId);
    Map<String, List<String>> decided = session.getRequestParameterMap();
    long position =
        Long.parseLong(decided.getOrDefault(DriverHandshake.LAST_SEEN, List.of()).get(0));
    List<String> notices = decided.getOrDefault(DriverHandshake.NOTICE, List.of());
    positions.acknowledged(driver, position);
    Optional<DriverConnection.Credentials> credentials =
        decided.getOrDefault(DriverHandshake.TOKEN, List.of()).stream()
            .findFirst()
            .map(token -> new DriverConnection.Credentials(driver, token));
    DriverConnection connection =
        new DriverConnection(session, position, notices, credentials, connections);
    connected = new Connected(driver, connection);
    connections.add(connection);
  }

  /** An app says something, in one piece or in several: Undertow bounds only the first of them. */
  @OnMessage
  public void said(String piece, boolean last) {
    Connected app = connected;
    if (app == null) {
      return;
    }
    app.connection().heard();
    if (saying.length() + piece.length() > MAX_CHARACTERS) {
      app.connection()
          .close(CloseCodes.TOO_BIG, "expected at most %d characters".formatted(MAX_CHARACTERS));
      return;
    }
    saying.append(piece);
    if (last) {
      String all = saying.toString();
      saying.setLength(0);
      said(app, all);
    }
  }

  private void said(Connected app, String text) {
    Long ack = acknowledgement(text);
    if (ack == null || ack < 0) {
      app.connection().close(CloseCodes.VIOLATED_POLICY, "expected {\"ack\": <id>}");
    } else if (app.connection().acknowledge(ack)) {
      positions.acknowledged(app.driver(), ack);
    } else {
      app.connection().close(CloseCodes.VIOLATED_POLICY, "ack: " + ack + " was not pushed");
    }
  }

  /** An app gives a sign of life. */
  @OnMessage
  public void heard(PongMessage sign) {
    Connected app = connected;
    if (app != null) {
      app.connection().heard();
    }
  }

  /** An app has said something in bytes, which are not read. */
  @OnMessage
  public void said(ByteBuffer piece, boolean last) {
    Connected app = connected;
    if (app != null) {
      app.connection().close(CloseCodes.CANNOT_ACCEPT, "expected {\"ack\": <id>} as text");
    }
  }

  private static @Nullable Long acknowledgement(String text) {
    try {
      Acknowledgement said = JSON.readValue(text, Acknowledgement.class);
      return said == null ? null : said.ack();
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** An app is gone. */
  @OnClose
  public void closed() {
    Connected app = connected;
    if (app != null) {
      connections.remove(app.connection());
    }
  }

  /** The connection is broken. */
  @OnError
  public void failed(Throwable failure) {
    LOG.debug("the connection of a driver's app has failed", failure);
  }
}
