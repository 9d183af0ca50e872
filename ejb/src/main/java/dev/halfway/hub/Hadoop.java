package dev.halfway.hub;

import dev.halfway.hub.HttpSystem.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * HDFS, by WebHDFS: files of events that Spark and others read. A file is written under another
 * name, then renamed.
 */
@ApplicationScoped
class Hadoop implements Sink, FileWriter.Folder {

  private static final String URL = "halfway.hub.hadoop.url";
  private static final int NOT_FOUND = 404;

  /** What does not take so many bytes takes none. */
  private static final int MIN_PART = 1_024;

  @Inject
  @ConfigProperty(name = URL)
  private Optional<String> url;

  @Inject
  @ConfigProperty(name = "halfway.hub.hadoop.path", defaultValue = "/halfway/events")
  private String path;

  @Inject
  @ConfigProperty(name = "halfway.hub.hadoop.user")
  private Optional<String> user;

  @Inject private FileWriter writer;
  @Inject private HttpSystem http;

  private final RequestSize size = new RequestSize(Integer.MAX_VALUE);

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  Hadoop() {}

  @Override
  public String name() {
    return "hadoop";
  }

  @Override
  public boolean isOn() {
    if (!path.matches("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+")) {
      throw new IllegalStateException(
          "halfway.hub.hadoop.path: must begin with a slash and have letters, digits and ._- between"
              + " slashes, and no . or ..: "
              + path);
    }
    return HttpSystem.address(URL, url).isPresent();
  }

  @Override
  public BatchLimits limits() {
    // As large as memory allows: HDFS wants few files.
    return new BatchLimits(100_000, 16 << 20, Duration.ofSeconds(5));
  }

  /** What HDFS refuses is its state, the path or this user: all events go the same way. */
  @Override
  public Outcome write(Batch batch) throws IOException, InterruptedException {
    writer.write(name(), batch, this);
    return Outcome.WRITTEN;
  }

  @Override
  public boolean has(String file) throws IOException, InterruptedException {
    Answer answer = http.send(request(path + "/" + file, "GETFILESTATUS").GET().build());
    if (answer.status() == NOT_FOUND) {
      return false;
    }
    require(answer, "GETFILESTATUS");
    return true;
  }

  @Override
  public void write(String file, String lines) throws IOException, InterruptedException {
    String unfinished = path + "/_tmp/" + file.replace('/', '-');
    String target = path + "/" + file;
    send(unfinished, Piece.utf8(lines));
    put(target.substring(0, target.lastIndexOf('/')), "MKDIRS");
    String renamed = put(unfinished, "RENAME&destination=" + encoded(target));
    // Renaming onto a file that is there is no failure for HTTP, and neither is it one here.
    if (!json(renamed).getBoolean("boolean") && !has(file)) {
      throw new IOException("RENAME " + unfinished + " to " + target + ": refused");
    }
  }

  /** In parts where a proxy does not let the whole pass; the first one begins the file anew. */
  private void send(String file, byte[] all) throws IOException, InterruptedException {
    int sent = 0;
    do {
      int length = Math.min(all.length - sent, size.bytes());
      HttpRequest.Builder request =
          sent == 0
              ? request(file, "CREATE&overwrite=true&noredirect=true").PUT(BodyPublishers.noBody())
              : request(file, "APPEND&noredirect=true").POST(BodyPublishers.noBody());
      Answer place = require(http.send(request.build()), "a data node for " + file);
      Answer answer =
          http.send(
              HttpSystem.request(URI.create(json(place.body()).getString("Location")))
                  .method(sent == 0 ? "PUT" : "POST", BodyPublishers.ofByteArray(all, sent, length))
                  .build());
      if (answer.status() == RequestSize.TOO_LARGE && length > MIN_PART) {
        size.tooLarge(length);
      } else {
        require(answer, "the data of " + file);
        sent += length;
      }
    } while (sent < all.length);
  }

  private String put(String file, String operation) throws IOException, InterruptedException {
    return require(
            http.send(request(file, operation).PUT(BodyPublishers.noBody()).build()), operation)
        .body();
  }

  private static Answer require(Answer answer, String what) throws IOException {
    if (!answer.isSuccess()) {
      throw answer.asFailure(what);
    }
    return answer;
  }

  private HttpRequest.Builder request(String file, String operation) {
    return HttpSystem.request(
        HttpSystem.address(URL, url)
            .orElseThrow()
            .resolve(
                "webhdfs/v1"
                    + file
                    + "?op="
                    + operation
                    + user.map(name -> "&user.name=" + encoded(name)).orElse("")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
