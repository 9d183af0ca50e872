package dev.halfway.web.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import dev.halfway.web.json.Utf8.NotUtf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Arrays;

/**
 * Reads JSON that comes as bytes as UTF-8, with a byte order mark or without. Jackson itself
 * guesses among five encodings, and takes bytes for UTF-8 that are none. Whoever reads has bounded
 * the bytes: all of them are read first.
 */
final class Utf8Json extends JsonFactory {

  private static final long serialVersionUID = 1;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  Utf8Json(JsonFactoryBuilder settings) {
    super(settings);
  }

  @Override
  protected JsonParser _createParser(InputStream bytes, IOContext context) throws IOException {
    byte[] all = bytes.readAllBytes();
    return _createParser(all, 0, all.length, context);
  }

  @Override
  protected JsonParser _createParser(byte[] bytes, int from, int length, IOContext context)
      throws IOException {
    try {
      String text = Utf8.decode(Arrays.copyOfRange(bytes, from, from + length));
      String json = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      return _createParser(new StringReader(json), context);
    } catch (NotUtf8 e) {
      throw new JsonParseException(null, e.getMessage(), e);
    }
  }
}
