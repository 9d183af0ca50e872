package dev.halfway.hub.log;

import dev.halfway.hub.Backlogged;
import dev.halfway.hub.Event;
import dev.halfway.hub.EventIntake;
import dev.halfway.hub.Hub;
import dev.halfway.lifecycle.NodeName;
import dev.halfway.lifecycle.Repeater;
import dev.halfway.text.Causes;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.LoggerFactory;

/**
 * The hub's first source: what this server logs. It is not as safe as what is sent to the hub: what
 * was logged a second before a crash is lost, and so is what finds no room while database or broker
 * are away.
 */
@Singleton
@Startup
@DependsOn("HubWatch")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ServerLog {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ServerLog.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int AT_ONCE = 5_000;

  @Resource private ManagedThreadFactory threads;
  @Inject private NodeName node;
  @Inject private Hub hub;

  /** The least that is taken. */
  @Inject
  @ConfigProperty(name = "halfway.hub.log", defaultValue = "INFO")
  private String least;

  /** Of all loggers. Kept, because the log manager may forget those that nobody keeps. */
  private final Logger root = Logger.getLogger("");

  private HubLogHandler handler;
  private Repeater repeater;

  /** What the hub has not taken yet, or nobody knows: it is given the same again. */
  private List<Event> pending = List.of();

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  public ServerLog() {}

  @PostConstruct
  void start() {
    handler = new HubLogHandler(node.name());
    handler.setLevel(level());
    root.addHandler(handler);
    repeater = Repeater.start(threads, "hub log", PAUSE, this::feed);
  }

  private Level level() {
    return switch (least) {
      case "OFF" -> Level.OFF;
      case "ERROR" -> Level.SEVERE;
      case "WARN" -> Level.WARNING;
      case "INFO" -> Level.INFO;
      default ->
          throw new IllegalStateException(
              "halfway.hub.log: must be OFF, ERROR, WARN or INFO: " + least);
    };
  }

  @PreDestroy
  void stop() {
    root.removeHandler(handler);
    repeater.close();
    try {
      feed();
    } catch (RuntimeException e) {
      LOG.debug("the last second's log is not in the hub: {}", Causes.textOf(e));
    }
  }

  private void feed() {
    boolean all = hub.isReady();
    while (all) {
      if (pending.isEmpty()) {
        pending = handler.take(AT_ONCE);
      }
      all = !pending.isEmpty() && give();
    }
  }

  /** Whether the hub has taken all that is pending. */
  private boolean give() {
    EventIntake intake = null;
    try {
      intake = hub.open();
      for (Event event : pending) {
        intake.add(event);
      }
      intake.flush();
      return true;
    } catch (Backlogged e) {
      return false; // Later.
    } finally {
      if (intake != null) {
        pending = new ArrayList<>(pending.subList((int) intake.accepted(), pending.size()));
      }
    }
  }
}
