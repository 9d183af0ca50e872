package dev.halfway.web.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.accounts.Origin;
import dev.halfway.accounts.Refusals;
import dev.halfway.broadcast.Drivers;
import dev.halfway.web.access.AccessRules;
import dev.halfway.web.problems.ProblemException;
import dev.halfway.web.testing.Requests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ada's token is {@code right-1}. */
class DriverRulesTest {

  private final DriverRules rules = new DriverRules();
  private final List<String> refused = new ArrayList<>();
  private boolean near;
  private boolean operator;

  @BeforeEach
  void surroundings() {
    Requests.inject(
        rules,
        "rules",
        new AccessRules() {
          @Override
          public boolean isOfThisMachine(HttpServletRequest request) {
            return near;
          }

          @Override
          public boolean isOperator(HttpServletRequest request) {
            return operator;
          }
        });
    Requests.inject(
        rules,
        "drivers",
        new Drivers() {
          @Override
          public boolean isDriver(String driver, String token) {
            return driver.equals("ada") && token.equals("right-1");
          }
        });
    Requests.inject(
        rules,
        "refusals",
        new Refusals() {
          @Override
          public void driver(String name, Origin from) {
            refused.add(name + " from " + from.text());
          }
        });
  }

  private static HttpServletRequest showing(Map<String, List<String>> headers) {
    return Requests.answering(
        HttpServletRequest.class,
        Map.of(
            "getRemoteAddr",
            arguments -> "192.0.2.7",
            "getHeader",
            arguments ->
                headers.getOrDefault(arguments[0], List.of()).stream().findFirst().orElse(null),
            "getHeaders",
            arguments -> Collections.enumeration(headers.getOrDefault(arguments[0], List.of()))));
  }

  private static HttpServletRequest bearing(String authorization) {
    return showing(Map.of("Authorization", List.of(authorization)));
  }

  private static HttpServletRequest offering(String... protocols) {
    return showing(Map.of("Sec-WebSocket-Protocol", List.of(protocols)));
  }

  private void assertRefused(HttpServletRequest request, String driver) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> rules.requireToConnect(request, driver))
        .satisfies(thrown -> assertThat(thrown.getResponse().getStatus()).isEqualTo(401));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> rules.requireToAct(request, driver));
    assertThat(refused).hasSize(2).containsOnly(driver + " from 192.0.2.7");
    refused.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer right-1", "bearer right-1", "BEARER   right-1"})
  void aBearerOfTheTokenIsTheDriver(String authorization) {
    HttpServletRequest request = bearing(authorization);

    assertThat(rules.requireToConnect(request, "ada")).contains("right-1");
    assertThatCode(() -> rules.requireToAct(request, "ada")).doesNotThrowAnyException();
    assertRefused(request, "bob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer right-1 right-1",
        "Bearerright-1",
        "Basic right-1",
        "right-1",
        "Bearer right-1,",
        "Bearer \u00e4"
      })
  void nothingElseIs(String authorization) {
    assertRefused(bearing(authorization), "ada");
  }

  @Test
  void aBrowserOffersItAsASubprotocol() {
    for (HttpServletRequest request :
        List.of(
            offering("halfway, halfway.token.right-1"),
            offering("halfway.token.right-1,halfway"),
            offering("halfway", "halfway.token.right-1"))) {
      assertThat(rules.requireToConnect(request, "ada")).contains("right-1");
    }
    assertRefused(offering("halfway"), "ada");
    assertRefused(offering("halfway", "halfway.token."), "ada");
    assertRefused(offering("halfway.token.wrong"), "ada");
    assertRefused(offering("right-1"), "ada");
  }

  @Test
  void onThisMachineNothingIsNeeded() {
    near = true;

    assertThat(rules.requireToConnect(showing(Map.of()), "ada")).isEmpty();
    assertThatCode(() -> rules.requireToAct(showing(Map.of()), "ada")).doesNotThrowAnyException();
  }

  @Test
  void anOperatorActsForAnybodyAndConnectsAsNobody() {
    operator = true;

    assertThatCode(() -> rules.requireToAct(showing(Map.of()), "ada")).doesNotThrowAnyException();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> rules.requireToConnect(showing(Map.of()), "ada"));
  }
}
