package dev.halfway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.client.Client;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Those who want nothing but to be answered. */
final class Others {

  private Others() {}

  /** Asks so often, one request after the other: what 99 of 100 take at most, in milliseconds. */
  static long percentile99(Client client, String path, int times) {
    long[] nanos = new long[times];
    for (int i = 0; i < nanos.length; i++) {
      long begin = System.nanoTime();
      assertThat(client.get(path).status()).isEqualTo(200);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return TimeUnit.NANOSECONDS.toMillis(nanos[nanos.length * 99 / 100]);
  }
}
