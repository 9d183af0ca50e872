package dev.halfway.ra.outbound;

import jakarta.resource.spi.ConnectionRequestInfo;
import org.jspecify.annotations.Nullable;

/** As whom to connect to the broker; null: as the adapter is configured. */
public record HalfMessageConnectionRequestInfo(@Nullable String user, @Nullable String password)
    implements ConnectionRequestInfo {

  /** A user without a name is none: Payara hands one over when its pool has none. */
  public HalfMessageConnectionRequestInfo {
    if (user == null || user.isBlank()) {
      user = null;
      password = null;
    }
  }

  /** Neither user nor password: servers log what pools are keyed by. */
  @Override
  public String toString() {
    return user == null ? "default credentials" : "credentials of the application";
  }
}
