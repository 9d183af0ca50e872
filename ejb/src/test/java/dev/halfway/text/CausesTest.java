package dev.halfway.text;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.ejb.EJBTransactionRolledbackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CausesTest {

  @Test
  void theTextIsTheMessage() {
    assertThat(Causes.textOf(new IllegalStateException("no such row"))).isEqualTo("no such row");
  }

  @Test
  void whatTheContainerWrappedAroundItIsLeftOut() {
    Exception failure = new IllegalStateException("no such row");
    assertThat(
            Causes.textOf(
                new EJBTransactionRolledbackException("rolled back", new EJBException(failure))))
        .isEqualTo("no such row");
  }

  @Test
  void anExceptionOfTheContainerWithoutACauseSpeaksForItself() {
    assertThat(Causes.textOf(new EJBException("timed out"))).isEqualTo("timed out");
  }

  @Test
  void whatAnApplicationWrappedIsItsOwnBusiness() {
    assertThat(
            Causes.textOf(
                new IllegalStateException("outer", new IllegalArgumentException("inner"))))
        .isEqualTo("outer");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \t\n"})
  void withoutAMessageTheTypeIsNamed(String message) {
    assertThat(Causes.textOf(new IllegalStateException(message)))
        .isEqualTo("IllegalStateException");
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 1000, 1001, 100_000})
  void whatTheColumnCannotHoldIsCutOff(int length) {
    assertThat(Causes.textOf(new IllegalStateException("x".repeat(length))))
        .hasSize(Math.min(length, 1000));
  }

  @Test
  void aCharacterIsNotCutInTwo() {
    assertThat(Causes.textOf(new IllegalStateException("x".repeat(999) + "\uD83D\uDE00")))
        .isEqualTo("x".repeat(999));
    assertThat(Causes.cut("a\uD83D\uDE00b", 3)).isEqualTo("a\uD83D\uDE00");
  }

  @Test
  void anAnonymousTypeHasANameToo() {
    assertThat(Causes.textOf(new IllegalStateException() {}))
        .startsWith("dev.halfway.text.CausesTest$");
  }

  @Test
  void aLineIsALineThatAnyDatabaseStores() {
    assertThat(Causes.textOf(new IllegalStateException("first\r\nsecond\0third")))
        .isEqualTo("first second third");
  }

  @Test
  void errorsHaveATextToo() {
    assertThat(Causes.textOf(new StackOverflowError())).isEqualTo("StackOverflowError");
  }
}
