package dev.halfway.half.payments;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.util.Arrays;

/** Fails its deployment as soon as somebody waits for an answer of a checker that is in it. */
@Singleton
@Startup
public class FailingStart {

  public static final String WHY = "this deployment is not to start";

  private static final String ASKING = "dev.halfway.ra.inbound.CheckBack";
  private static final int PATIENCE_SECONDS = 60;

  @PostConstruct
  void start() {
    for (int i = 0; i < PATIENCE_SECONDS * 10 && !isAsked(); i++) {
      pause();
    }
    throw new IllegalStateException(isAsked() ? WHY : "nobody has asked a checker");
  }

  private static boolean isAsked() {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(
            stack -> Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(ASKING)));
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
