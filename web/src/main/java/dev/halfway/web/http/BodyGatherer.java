package dev.halfway.web.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a body as it comes, and without a thread that waits for it; once the request has an
 * ending, what comes is dropped. The container calls one method at a time.
 */
final class BodyGatherer implements ReadListener {

  private static final int BUFFER = 4 << 10;

  private final ServletInputStream body;
  private final int limit;
  private final Room.Share room;
  private final Listener listener;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(512);
  private volatile @Nullable Ending ending;

  /** Who waits for the body. */
  interface Listener {

    /** All of it is there. */
    void gathered(byte[] body);

    /** It is longer than it may be. */
    void tooLong();

    /** There is no room for it. */
    void noRoom();

    /** Who sent it is gone. */
    void lost(Throwable why);
  }

  BodyGatherer(ServletInputStream body, int limit, Room.Share room, Listener listener) {
    this.body = body;
    this.limit = limit;
    this.room = room;
    this.listener = listener;
  }

  /** From now on what comes is dropped. */
  void drop(Ending now) {
    ending = now;
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (body.isReady() && !body.isFinished()) {
      int length = body.read(buffer);
      if (length < 0) {
        return;
      }
      take(buffer, length);
    }
  }

  private void take(byte[] buffer, int length) {
    Ending now = ending;
    if (now != null) {
      now.drop(length);
    } else if (gathered.size() + length > limit) {
      listener.tooLong();
    } else if (!room.growTo((long) gathered.size() + length)) {
      listener.noRoom();
    } else {
      gathered.write(buffer, 0, length);
    }
  }

  @Override
  public void onAllDataRead() {
    Ending now = ending;
    if (now != null) {
      now.bodyHasCome();
    } else {
      listener.gathered(gathered.toByteArray());
    }
  }

  @Override
  public void onError(Throwable why) {
    Ending now = ending;
    if (now != null) {
      now.cut();
    } else {
      listener.lost(why);
    }
  }
}
