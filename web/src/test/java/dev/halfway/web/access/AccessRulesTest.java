package dev.halfway.web.access;

import static dev.halfway.web.access.AccessRules.Anonymous.ALL;
import static dev.halfway.web.access.AccessRules.Anonymous.LOOPBACK;
import static dev.halfway.web.access.AccessRules.Anonymous.NONE;
import static dev.halfway.web.access.AccessRules.Decision.ALLOWED;
import static dev.halfway.web.access.AccessRules.Decision.CREDENTIALS_NEEDED;
import static dev.halfway.web.access.AccessRules.Decision.FORBIDDEN;
import static dev.halfway.web.access.AccessRules.Need.OPERATE;
import static dev.halfway.web.access.AccessRules.Need.READ;
import static dev.halfway.web.access.AccessRules.Need.SEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.halfway.web.access.AccessRules.Anonymous;
import dev.halfway.web.access.AccessRules.Decision;
import dev.halfway.web.access.AccessRules.Need;
import dev.halfway.web.testing.Requests;
import dev.halfway.web.testing.Requests.Http;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

  private static final Http NEAR = Http.anonymous("127.0.0.1", "localhost");
  private static final Http FAR = Http.anonymous("192.0.2.7", "halfway.example");
  private static final Http PROXIED = NEAR.with("X-Forwarded-For", "192.0.2.7");
  private static final Http REBOUND = Http.anonymous("127.0.0.1", "evil.example");
  private static final Http PRETENDING = Http.anonymous("192.0.2.7", "localhost");

  private static final List<Http> EVERYWHERE = List.of(NEAR, FAR, PROXIED, REBOUND, PRETENDING);

  static Stream<Arguments> matrix() {
    return Stream.of(
        arguments(LOOPBACK, NEAR, ALLOWED, ALLOWED, CREDENTIALS_NEEDED),
        arguments(LOOPBACK, FAR, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED),
        arguments(LOOPBACK, PROXIED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED),
        arguments(LOOPBACK, REBOUND, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED),
        arguments(LOOPBACK, PRETENDING, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED),
        arguments(ALL, NEAR, ALLOWED, ALLOWED, CREDENTIALS_NEEDED),
        arguments(ALL, FAR, ALLOWED, ALLOWED, CREDENTIALS_NEEDED),
        arguments(ALL, PROXIED, ALLOWED, ALLOWED, CREDENTIALS_NEEDED),
        arguments(ALL, REBOUND, ALLOWED, ALLOWED, CREDENTIALS_NEEDED),
        arguments(ALL, PRETENDING, ALLOWED, ALLOWED, CREDENTIALS_NEEDED),
        arguments(NONE, NEAR, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED),
        arguments(NONE, FAR, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED),
        arguments(NONE, PROXIED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED),
        arguments(NONE, REBOUND, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED),
        arguments(NONE, PRETENDING, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED, CREDENTIALS_NEEDED));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void withoutAnAccountItDependsOnWhereFrom(
      Anonymous anonymous, Http http, Decision read, Decision send, Decision operate) {
    assertThat(decide(anonymous, http, READ)).isEqualTo(read);
    assertThat(decide(anonymous, http, SEND)).isEqualTo(send);
    assertThat(decide(anonymous, http, OPERATE)).isEqualTo(operate);
  }

  @ParameterizedTest
  @EnumSource
  void anOperatorMayDoEverythingFromEverywhere(Anonymous anonymous) {
    for (Http http : EVERYWHERE) {
      assertThat(Arrays.stream(Need.values()).map(it -> decide(anonymous, http.as("operator"), it)))
          .as("%s", http)
          .containsOnly(ALLOWED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyOtherAccountMayReadAndSendFromEverywhereAndNeverOperate(Anonymous anonymous) {
    for (Http http : EVERYWHERE) {
      for (String role : List.of("viewer", "", "Operator", "operators")) {
        Http account = http.as(role);
        assertThat(decide(anonymous, account, READ)).as("%s", account).isEqualTo(ALLOWED);
        assertThat(decide(anonymous, account, SEND)).as("%s", account).isEqualTo(ALLOWED);
        assertThat(decide(anonymous, account, OPERATE)).as("%s", account).isEqualTo(FORBIDDEN);
      }
    }
  }

  @Test
  void whereEverybodyNeedsAnAccountThisMachineIsNothingSpecial() {
    for (Http http : EVERYWHERE) {
      for (Anonymous anonymous : Anonymous.values()) {
        assertThat(rules(anonymous).isOfThisMachine(http.request()))
            .as("%s, %s", anonymous, http)
            .isEqualTo(anonymous != NONE && http.equals(NEAR));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTokenIsNoAccount(Anonymous anonymous) {
    for (Http http : EVERYWHERE) {
      Http shown = http.with("Authorization", "bearer abc");
      assertThat(decide(anonymous, shown, READ)).as("%s", shown).isEqualTo(CREDENTIALS_NEEDED);
      assertThat(decide(anonymous, shown, SEND)).as("%s", shown).isEqualTo(CREDENTIALS_NEEDED);
    }
  }

  @Test
  void thisMachineIsEveryPairOfALoopbackAddressAndALoopbackName() {
    for (String address : List.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1")) {
      for (String name : List.of("localhost", "127.0.0.1", "::1", "[::1]")) {
        assertThat(near(Http.anonymous(address, name))).as(address + " " + name).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.7",
        "10.0.0.1",
        "0.0.0.0",
        "::",
        "fe80::1",
        "2001:db8::1",
        "127.0.0.1.",
        ""
      })
  void anotherAddressIsNotThisMachine(String address) {
    assertThat(near(Http.anonymous(address, "localhost"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "localhost.",
        "127.0.0.1.nip.io",
        "127.0.0.2",
        "0.0.0.0",
        ""
      })
  void anotherSitesNameForThisMachineIsNotThisMachine(String host) {
    assertThat(near(Http.anonymous("127.0.0.1", host))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "X-Forwarded-For",
        "x-forwarded-for",
        "FORWARDED",
        "Via",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Real-IP",
        "X-Forwarded-Port",
        "X-Client-IP",
        "X-Cluster-Client-Ip",
        "X-Envoy-External-Address",
        "X-Original-URL",
        "X-Request-Id",
        "CF-Connecting-IP",
        "CF-Ray",
        "True-Client-IP",
        "Fastly-Client-IP",
        "Fly-Client-IP",
        "X-Azure-ClientIP",
        "X-Amzn-Trace-Id",
        "Proxy-Connection",
        "Max-Forwards",
        "Client-Ip",
        "One-That-Nobody-Has-Heard-Of"
      })
  void whatAProxyPassesOnIsNotFromThisMachineWhateverItSays(String header) {
    assertThat(near(NEAR.with(header, "127.0.0.1"))).isFalse();
    assertThat(near(NEAR.with(header, ""))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User-Agent",
        "accept",
        "CONTENT-TYPE",
        "Sec-Fetch-Site",
        "Sec-WebSocket-Key",
        "HTTP2-Settings",
        "traceparent",
        "Last-Event-ID"
      })
  void whatClientsSendIsFromThisMachine(String header) {
    assertThat(near(NEAR.with(header, "anything"))).isTrue();
  }

  private static boolean near(Http http) {
    return AccessRules.isFromThisMachine(http.request());
  }

  private static Decision decide(Anonymous anonymous, Http http, Need need) {
    return rules(anonymous).decide(http.request(), need);
  }

  private static AccessRules rules(Anonymous anonymous) {
    AccessRules rules = new AccessRules();
    Requests.inject(rules, "anonymous", anonymous);
    return rules;
  }
}
