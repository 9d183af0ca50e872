package dev.halfway.disk;

import dev.halfway.health.DiskHealth;
import dev.halfway.lifecycle.Repeater;
import dev.halfway.lifecycle.ServerState;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the disk with the data folder, so that no request has to: all that must survive is in
 * that folder, but for a PostgreSQL's data and those of a broker outside.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class DiskWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  /** Within it the load that this product takes fills no more than a part of the reserve. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  @Resource private ManagedThreadFactory threads;
  @Inject private DiskSpace space;
  @Inject private ServerState server;
  @Inject @Readiness private DiskHealth health;

  @Inject
  @ConfigProperty(name = "jboss.server.data.dir")
  private Optional<String> folder;

  private @Nullable Repeater repeater;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  public DiskWatch() {}

  @PostConstruct
  void start() {
    space.check();
    health.ask(() -> new DiskHealth.Answer(!space.isLow(), space.usable(), space.reserve()));
    server.listen(
        new ServerState.Listener() {
          @Override
          public void stopping() {
            space.stopping(true);
          }

          @Override
          public void working() {
            space.stopping(false);
          }
        });
    folder.ifPresent(this::watch);
  }

  private void watch(String data) {
    try {
      Path disk = Path.of(data);
      look(disk);
      repeater = Repeater.start(threads, "disk", PAUSE, () -> look(disk));
    } catch (IOException e) {
      throw new IllegalStateException("the disk of " + data + " cannot be looked at", e);
    }
  }

  private void look(Path disk) throws IOException {
    boolean before = space.isLow();
    space.seen(DiskSpace.usable(disk));
    if (before != space.isLow()) {
      tell();
    }
  }

  private void tell() {
    if (space.isLow()) {
      LOG.warn(
          "Nothing more is accepted: {} bytes are left on the disk with the data folder, and {} are"
              + " held back for what was accepted before ({})",
          space.usable(),
          space.reserve(),
          DiskSpace.PROPERTY);
    } else {
      LOG.info(
          "There is space again, and what comes is accepted: {} bytes are left on the disk with the"
              + " data folder",
          space.usable());
    }
  }

  @PreDestroy
  void stop() {
    space.stopping(true);
    health.ask(DiskHealth.STOPPED);
    Repeater running = repeater;
    if (running != null) {
      running.close();
    }
  }
}
