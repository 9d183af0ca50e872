package dev.halfway.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.start.BootErrors.BootError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With what WildFly 39 says. */
class BootErrorsTest {

  private static final String EAR = "(\"deployment\" => \"halfway.ear\")";

  private static final String WRONG =
      "(\"jboss.deployment.subunit.\\\"halfway.ear\\\".\\\"halfway-ejb.jar\\\".component.HubWatch.START\""
          + " => \"java.lang.IllegalStateException: WFLYEE0042: Failed to construct component"
          + " instance\n"
          + "    Caused by: java.lang.IllegalStateException: WFLYEE0042: Failed to construct"
          + " component instance\n"
          + "    Caused by: jakarta.ejb.EJBException: java.lang.IllegalStateException:"
          + " halfway.hub.files.folder: cannot be made: /proc/x\n"
          + "    Caused by: java.lang.IllegalStateException: halfway.hub.files.folder: cannot be"
          + " made: /proc/x\n"
          + "    Caused by: java.nio.file.NoSuchFileException: /proc/x\")";

  private static final String OTHER =
      "(\"x.START\" => \"org.jboss.msc.service.StartException: failed\n    Caused by:"
          + " java.io.UncheckedIOException: the operator's password cannot be written to /x\n"
          + "    Caused by: java.nio.file.AccessDeniedException: /x\")";

  @Test
  void whatTheProductSaysOfASettingComesFirst() {
    assertThat(errors(EAR, OTHER, WRONG).complaint())
        .contains("halfway.hub.files.folder: cannot be made: /proc/x");
    assertThat(
            errors(EAR, "x: halfway.bus.asks (HALFWAY_BUS_ASKS): must be 1, not '0'\")")
                .complaint())
        .contains("halfway.bus.asks (HALFWAY_BUS_ASKS): must be 1, not '0'");
  }

  @Test
  void otherwiseTheInnermostCause() {
    assertThat(errors(EAR, OTHER).complaint()).isEmpty();
    assertThat(errors(EAR, OTHER).innermost())
        .contains(
            "java.io.UncheckedIOException: the operator's password cannot be written to /x:"
                + " java.nio.file.AccessDeniedException: /x");
    assertThat(errors(EAR, "failed").innermost()).contains("failed");
    assertThat(errors(EAR).innermost()).isEmpty();
  }

  @Test
  void whatAnotherApplicationDoesWrongIsItsOwn() {
    assertThat(errors("(\"deployment\" => \"other.war\")", OTHER).ofTheServer().isEmpty()).isTrue();
    assertThat(errors(EAR, OTHER).ofTheServer().isEmpty()).isFalse();
    assertThat(errors("(\"subsystem\" => \"undertow\")", OTHER).ofTheServer().isEmpty()).isFalse();
  }

  @Test
  void ofAConnectionThatCannotBeMadeTheDriverHasTheWord() {
    assertThat(
            BootErrors.databaseCause(
                "\"WFLYJCA0040: failed to invoke operation: java.lang.IllegalStateException:"
                    + " WFLYJCA0047: Connection is not valid Caused by:"
                    + " jakarta.resource.ResourceException: IJ031084: Unable to create connection"
                    + " Caused by: org.postgresql.util.PSQLException: Connection to 127.0.0.1:1"
                    + " refused. Caused by: java.net.ConnectException: Connection refused\""))
        .isEqualTo("Connection to 127.0.0.1:1 refused.");
  }

  private static BootErrors errors(String address, String... texts) {
    return new BootErrors(List.of(new BootError(address, List.of(texts))));
  }
}
