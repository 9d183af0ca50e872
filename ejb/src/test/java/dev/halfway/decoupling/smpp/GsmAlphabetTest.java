package dev.halfway.decoupling.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GsmAlphabetTest {

  @Test
  void everyBasicCodeButTheEscapeIsACharacter() {
    for (int code = 0; code < 128; code++) {
      if (code != 0x1b) {
        byte[] octets = {(byte) code};
        assertThat(GsmAlphabet.encode(GsmAlphabet.decode(octets))).isEqualTo(octets);
      }
    }
  }

  @Test
  void theCodesAreThoseOfTheTable() {
    assertThat(GsmAlphabet.encode("@$\nÅΔΞÉ ¤0?¡AZÄ§¿azäà"))
        .containsExactly(
            0x00, 0x02, 0x0a, 0x0e, 0x10, 0x1a, 0x1f, 0x20, 0x24, 0x30, 0x3f, 0x40, 0x41, 0x5a,
            0x5b, 0x5f, 0x60, 0x61, 0x7a, 0x7b, 0x7f);
  }

  @Test
  void theEscapeItselfIsNoCharacter() {
    assertThat(GsmAlphabet.septets('\u001b')).isZero();
  }

  @Test
  void anUnknownExtensionShowsAsTheBasicCharacter() {
    assertThat(GsmAlphabet.decode(new byte[] {0x1b, 'a', 'b'})).isEqualTo("ab");
  }

  @Test
  void anEscapeAtTheEndShowsAsASpace() {
    assertThat(GsmAlphabet.decode(new byte[] {'a', 0x1b})).isEqualTo("a ");
  }
}
