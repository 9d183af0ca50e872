package dev.halfway.transaction.xa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is called wrongly here is not found in the log, and rolled back. */
class GlobalIdTest {

  /** As PostgreSQL and Artemis had one transaction of a server whose log called it so. */
  private static final GlobalId SEEN =
      new GlobalId("0:ffff7f000001:4c7bb0b1:6b079d04:9f", "halfway");

  private static final String IN_DATABASE =
      "131077_AAAAAAAAAAAAAP//fwAAAUx7sLFrB50EAAAAn2hhbGZ3YXk=_AAAAAAAAAAAAAP//fwAAAUx7sLFrB50EAAAAowAAAAIAAAAA";

  private static final String IN_BROKER =
      "AAAAAAAAAAAAAP__fwAAAUx7sLFrB50EAAAApgAAAAMAAAAAAAAAAAAAAAAAAP__fwAAAUx7sLFrB50EAAAAn2hhbGZ3YXkHAgIA";

  @Test
  void isTheSameOfBothBranchesAndInTheLog() {
    assertThat(DatabaseBranches.globalOf(IN_DATABASE)).contains(SEEN);
    assertThat(BrokerBranches.globalOf(IN_BROKER)).contains(SEEN);
  }

  /** As the log of another server had it: negative numbers have a sign. */
  @Test
  void hasNumbersWithASign() {
    byte[] global =
        ByteBuffer.allocate(29)
            .putLong(0)
            .putLong(0xffff7f000001L)
            .putInt(0xa24ec39e)
            .putInt(0x6b079f11)
            .putInt(0xef)
            .put((byte) 'n')
            .array();

    assertThat(GlobalId.of(GlobalId.FORMAT, global))
        .contains(new GlobalId("0:ffff7f000001:-5db13c62:6b079f11:ef", "n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "by hand",
        "131077_",
        "131077_AAAA_AAAA",
        "1_AAAA_AAAA",
        "131077_%%%_AAAA",
        "99999999999_AAAA_AAAA"
      })
  void isNotOfWhatOthersPrepared(String gid) {
    assertThat(DatabaseBranches.globalOf(gid)).isEmpty();
  }

  @Test
  void isNotOfWhatOthersPreparedInTheBroker() {
    byte[] other = "x".repeat(80).getBytes(StandardCharsets.US_ASCII);
    Base64.Encoder base64 = Base64.getUrlEncoder();

    assertThat(BrokerBranches.globalOf(base64.encodeToString(other))).isEmpty();
    assertThat(BrokerBranches.globalOf(base64.encodeToString(new byte[3]))).isEmpty();
  }
}
