package dev.halfway.web.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitTest {

  private static final int LIMIT = 100;
  private static final int UNKNOWN = -1;

  /** The ways in which a reader may take a body. */
  enum Way {
    OCTET_BY_OCTET {
      @Override
      void read(InputStream body) throws IOException {
        while (body.read() >= 0) {}
      }
    },
    IN_CHUNKS {
      @Override
      void read(InputStream body) throws IOException {
        while (body.read(new byte[7]) >= 0) {}
      }
    },
    IN_PARTS_OF_A_BUFFER {
      @Override
      void read(InputStream body) throws IOException {
        while (body.read(new byte[20], 3, 11) >= 0) {}
      }
    },
    ALL_AT_ONCE {
      @Override
      void read(InputStream body) throws IOException {
        body.readAllBytes();
      }
    },
    TRANSFERRED {
      @Override
      void read(InputStream body) throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
      }
    },
    MIXED {
      @Override
      void read(InputStream body) throws IOException {
        for (int i = 0; i < 60; i++) {
          body.read();
        }
        body.readAllBytes();
      }
    };

    abstract void read(InputStream body) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void aBodyUpToTheLimitIsReadWhole(Way way) throws IOException {
    InputStream original = new ByteArrayInputStream(new byte[LIMIT]);
    InputStream body = filtered(original, UNKNOWN);
    assertThatCode(() -> way.read(body)).doesNotThrowAnyException();
    assertThat(original.available()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatDoesNotAnnounceItsLengthEndsAtTheLimit(Way way) throws IOException {
    InputStream body = filtered(new ByteArrayInputStream(new byte[LIMIT + 1]), UNKNOWN);
    refused(() -> way.read(body));
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatIsLongerThanAnnouncedEndsAtTheLimit(Way way) throws IOException {
    InputStream body = filtered(new ByteArrayInputStream(new byte[LIMIT + 1]), 10);
    refused(() -> way.read(body));
  }

  @Test
  void anEndlessBodyIsLeftSoonAfterTheLimit() throws IOException {
    Endless endless = new Endless();
    InputStream body = filtered(endless, UNKNOWN);
    refused(() -> Way.OCTET_BY_OCTET.read(body));
    assertThat(endless.taken).isEqualTo(LIMIT + 1);
  }

  private static final class Endless extends InputStream {
    private int taken;

    @Override
    public int read() {
      taken++;
      return 'x';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      taken += length;
      return length;
    }
  }

  @Test
  void whatAnnouncesTooMuchIsRefusedUnread() {
    refused(() -> filtered(InputStream.nullInputStream(), LIMIT + 1));
  }

  @Test
  void theContentIsWhatItWas() throws IOException {
    byte[] content = {0, 1, -1, 127, -128};
    assertThat(filtered(new ByteArrayInputStream(content), content.length).readAllBytes())
        .isEqualTo(content);
  }

  private static void refused(ThrowingCallable call) {
    try (Response answer = Answers.refusal(call)) {
      Problem problem = Answers.problemOf(answer);
      assertThat(problem.type()).isEqualTo("urn:halfway:problem:body-too-large");
      assertThat(problem.status()).isEqualTo(413);
      assertThat(problem.detail()).isEqualTo("at most 100 bytes are read");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "4294967296", "9223372036854775808", "99999999999999999999", "x"})
  void noLengthIsTooLongToBeRefused(String announced) {
    refused(() -> filtered(InputStream.nullInputStream(), announced));
  }

  @Test
  void aBodyWithoutALengthIsRead() throws IOException {
    assertThat(filtered(InputStream.nullInputStream(), null)).isEmpty();
  }

  private static InputStream filtered(InputStream body, int announced) throws IOException {
    return filtered(body, String.valueOf(announced));
  }

  private static InputStream filtered(InputStream body, @Nullable String announced)
      throws IOException {
    InputStream[] stream = {body};
    BodyLimit filter = new BodyLimit();
    Requests.inject(filter, "limit", LIMIT);
    filter.filter(
        Requests.answering(
            ContainerRequestContext.class,
            Map.of(
                "getHeaderString",
                    arguments -> arguments[0].equals("Content-Length") ? announced : null,
                "getEntityStream", arguments -> stream[0],
                "setEntityStream",
                    arguments -> {
                      stream[0] = (InputStream) arguments[0];
                      return null;
                    })));
    return stream[0];
  }
}
