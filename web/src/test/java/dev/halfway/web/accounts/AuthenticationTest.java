package dev.halfway.web.accounts;

import static dev.halfway.web.testing.Requests.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.accounts.Account.Role;
import dev.halfway.accounts.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

  private final List<HttpServletRequest> passed = new ArrayList<>();
  private final FilterChain chain = (request, response) -> passed.add((HttpServletRequest) request);

  @Test
  void whoHasLoggedInIsKnownToAllThatComesAfter() throws Exception {
    filter("Basic x", CompletableFuture.completedFuture(new Caller("ada", Role.viewer)));

    HttpServletRequest request = passed.get(0);
    assertThat(request.getUserPrincipal().getName()).isEqualTo("ada");
    assertThat(request.getRemoteUser()).isEqualTo("ada");
    assertThat(request.getAuthType()).isEqualTo("BASIC");
    assertThat(request.isUserInRole("viewer")).isTrue();
    assertThat(request.isUserInRole("operator")).isFalse();
  }

  @Test
  void whoHasNoCredentialsPasses() throws Exception {
    filter(null, null);

    assertThat(passed).hasSize(1);
  }

  @Test
  void credentialsThatNobodyHasLookedAtPassNowhere() {
    assertThatThrownBy(() -> filter("Basic x", null)).isInstanceOf(ServletException.class);

    assertThat(passed).isEmpty();
  }

  private void filter(@Nullable String header, @Nullable Object login) throws Exception {
    HttpServletRequest request =
        answering(
            HttpServletRequest.class,
            Map.of(
                "getAttribute",
                arguments -> login,
                "getHeaders",
                arguments ->
                    Collections.enumeration(header == null ? List.of() : List.of(header))));
    new Authentication().doFilter(request, answering(HttpServletResponse.class, Map.of()), chain);
  }
}
