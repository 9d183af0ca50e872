package dev.halfway.web.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request as those see it who work on it: with its body, if that was gathered. Knows whether they
 * have made it asynchronous; by the time one asks the container, that may be over.
 */
final class WorkRequest extends HttpServletRequestWrapper {

  private final @Nullable ServletInputStream body;
  private final GatheredAnswer answer;
  private volatile boolean asynchronous;

  WorkRequest(HttpServletRequest request, byte @Nullable [] body, GatheredAnswer answer) {
    super(request);
    this.answer = answer;
    this.body = body == null ? null : new Body(new ByteArrayInputStream(body));
  }

  boolean isAsynchronous() {
    return asynchronous;
  }

  @Override
  public AsyncContext startAsync() {
    begin();
    return super.startAsync();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    begin();
    return super.startAsync(request, response);
  }

  private void begin() {
    asynchronous = true;
    answer.pass();
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return body == null ? super.getInputStream() : body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (body == null) {
      return super.getReader();
    }
    String charset = getCharacterEncoding();
    return new BufferedReader(
        new InputStreamReader(
            body, charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset)));
  }

  private static final class Body extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Body(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is there, there is nothing to listen to");
    }
  }
}
