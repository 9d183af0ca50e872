package dev.halfway.web.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.halfway.broadcast.DriverPositions;
import dev.halfway.shared.Names;
import dev.halfway.web.shared.StrictJson;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where drivers' apps connect: {@code ws://…/drivers/<driverId>?lastSeen=<id>}. The app gets every
 * dispatch after {@code lastSeen}, or after the last one it has acknowledged, or, the first time,
 * every new one: each in a text message, in order. It answers {@code {"ack": <id>}}, which stands
 * for all up to that one; with 64 unacknowledged ones it gets no more.
 */
@ServerEndpoint("/drivers/{driverId}")
public class DriverEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(DriverEndpoint.class);
  private static final ObjectMapper JSON = StrictJson.mapper();
  private static final int MOST_CHARACTERS = 256;

  /** Longer than two rounds of pings. */
  private static final long IDLE_MILLIS = 60_000;

  @Inject private DriverConnections connections;
  @Inject private DriverPositions positions;

  private @Nullable Connected connected;

  /** From the moment the app may be pushed to. */
  private record Connected(String driver, DriverConnection connection) {}

  /** What an app says. */
  record Acknowledgement(@Nullable Long ack) {}

  /** An app has connected; {@link DriverHandshake} has looked at what it asks for. */
  @OnOpen
  public void open(Session session, @PathParam("driverId") String driverId) {
    String driver = Names.normal(driverId);
    session.setMaxIdleTimeout(IDLE_MILLIS);
    long position =
        Long.parseLong(
            session
                .getRequestParameterMap()
                .getOrDefault(DriverHandshake.LAST_SEEN, List.of())
                .get(0));
    positions.acknowledged(driver, position);
    DriverConnection connection = new DriverConnection(session, position, connections);
    connected = new Connected(driver, connection);
    connections.add(connection);
  }

  /** An app has acknowledged something. */
  @OnMessage(maxMessageSize = MOST_CHARACTERS)
  public void said(String text) {
    Connected app = connected;
    if (app == null) {
      return;
    }
    Long ack = acknowledgement(text);
    if (ack == null || ack < 0) {
      app.connection().close(CloseCodes.VIOLATED_POLICY, "expected {\"ack\": <id>}");
    } else if (app.connection().acknowledge(ack)) {
      positions.acknowledged(app.driver(), ack);
    } else {
      app.connection().close(CloseCodes.VIOLATED_POLICY, "ack: " + ack + " was not pushed");
    }
  }

  private static @Nullable Long acknowledgement(String text) {
    try {
      return JSON.readValue(text, Acknowledgement.class).ack();
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

  /** The connection is broken, or an app has said too much. */
  @OnError
  public void failed(Throwable failure) {
    LOG.debug("the connection of a driver's app has failed", failure);
  }
}
