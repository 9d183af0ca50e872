package dev.halfway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeakPasswordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234",
        "Password123!",
        "P@ssw0rd1234",
        "passwordpassword",
        "qwertyuiop12",
        "qwertyqwerty",
        "1q2w3e4r5t6y",
        "qazwsxedcrfv",
        "123456789012",
        "abcdefghijkl",
        "abcabcabcabc",
        "aaaaaaaaaaaa",
        "            ",
        "letmeinletmein",
        "iloveyou1234",
        "welcome12345",
        "halfway12345",
        "密码密码密码密码密码密码",
      })
  void whatPeopleChooseIsRefused(String password) {
    assertThat(WeakPasswords.fault(password, "ada"))
        .hasValueSatisfying(
            fault -> assertThat(fault).startsWith("is easy to guess").doesNotContain(password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada.lovelace", "ADA.LOVELACE", "my ada.lovelace!", "x4K-ada.lovelace"})
  void theAccountsNameIsNotInIt(String password) {
    assertThat(WeakPasswords.fault(password, "Ada.Lovelace"))
        .contains("must not contain the account's name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "eXh3kq2-Vn9_",
        "päßwörd with 密码",
        "👩‍🚀🚀 to the moon and back",
        "my dog is called Rex"
      })
  void whatNobodyGuessesIsTaken(String password) {
    assertThat(WeakPasswords.fault(password, "ada")).isEmpty();
    assertThat(WeakPasswords.fault(password, "a")).as("a name of one letter").isEmpty();
  }

  /** As long as may be: half of a character at the end of what is looked at fails nothing. */
  @Test
  void aLongOneIsLookedAtToo() {
    assertThat(WeakPasswords.fault("ab".repeat(64), "ada")).isPresent();
    assertThat(WeakPasswords.fault("🐎".repeat(128), "ada")).isPresent();
    assertThat(WeakPasswords.fault("x🐎".repeat(64), "ada")).isPresent();
  }
}
