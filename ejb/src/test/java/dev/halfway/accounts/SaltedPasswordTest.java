package dev.halfway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaltedPasswordTest {

  private static final int FEW = 4096;

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "correct horse battery staple", "Gänsefüßchen „€“", "👩‍🚀"})
  void theHashIsThePbkdf2OfPasswordAndSalt(String password) throws GeneralSecurityException {
    SaltedPassword salted = SaltedPassword.of(password, FEW);
    byte[] salt = Base64.getDecoder().decode(salted.salt());
    byte[] expected =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(password.toCharArray(), salt, FEW, 256))
            .getEncoded();
    assertThat(Base64.getDecoder().decode(salted.hash())).isEqualTo(expected);
    assertThat(salted.iterations()).isEqualTo(FEW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Secret", "secret ", "secre", "secrét"})
  void onlyTheSamePasswordIsIt(String other) {
    SaltedPassword salted = SaltedPassword.of("secret", FEW);

    assertThat(salted.is("secret")).isTrue();
    assertThat(salted.is(other)).isFalse();
  }

  @Test
  void aSaltHas16BytesAHash32AndBothFitTheirColumns() {
    SaltedPassword salted = SaltedPassword.of("secret", FEW);
    assertThat(Base64.getDecoder().decode(salted.salt())).hasSize(16);
    assertThat(Base64.getDecoder().decode(salted.hash())).hasSize(32);
    assertThat(salted.salt()).hasSizeLessThanOrEqualTo(64);
    assertThat(salted.hash()).hasSizeLessThanOrEqualTo(128);
  }

  @Test
  void theSamePasswordIsSaltedAnewEachTime() {
    SaltedPassword one = SaltedPassword.of("secret", FEW);
    SaltedPassword other = SaltedPassword.of("secret", FEW);
    assertThat(one.salt()).isNotEqualTo(other.salt());
    assertThat(one.hash()).isNotEqualTo(other.hash());
  }

  @Test
  void whatIsLoggedShowsNeitherPasswordNorHashNorSalt() {
    SaltedPassword salted = SaltedPassword.of("secret", FEW);
    assertThat(salted.toString()).doesNotContain("secret", salted.hash(), salted.salt());
    assertThat(new Credentials("ada", "secret").toString()).doesNotContain("secret", "ada");
  }
}
