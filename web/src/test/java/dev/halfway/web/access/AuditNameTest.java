package dev.halfway.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.web.testing.Requests.Http;
import org.junit.jupiter.api.Test;

class AuditNameTest {

  @Test
  void anAccountIsItsName() {
    assertThat(AuditName.of(Http.anonymous("192.0.2.7", "localhost").as("viewer").request()))
        .isEqualTo("ada");
  }

  @Test
  void whoHasNoneIsAnAddressThatNoAccountCanBeCalled() {
    String name = AuditName.of(Http.anonymous("192.0.2.7", "localhost").request());

    assertThat(name).isEqualTo("anonymous@192.0.2.7");
    assertThat(AuditName.isAnonymous(name)).isTrue();
    assertThat(AuditName.isAnonymous("anonymous")).isFalse();
  }

  @Test
  void itIsNoLongerThanTheColumn() {
    assertThat(AuditName.of(Http.anonymous("fe80::1%" + "a".repeat(100), "localhost").request()))
        .hasSize(64);
  }
}
