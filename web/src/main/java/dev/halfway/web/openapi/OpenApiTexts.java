package dev.halfway.web.openapi;

import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.api.util.MergeUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Completes the OpenAPI document with the files of a directory. The build runs this; the server
 * does not.
 *
 * <p>It is not done by the static file that MicroProfile OpenAPI has for that: there is one only,
 * and the description that is derived from a method's return type prevails over it.
 */
public class OpenApiTexts implements OASFilter {

  private static final String DIRECTORY = "halfway.openapi.texts";

  /** Has the texts of the document itself; each of the others has those of some paths. */
  private static final String WHOLE = "api.yaml";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.setTags(null); // Those of the resources have no order.
    for (Path file : files()) {
      MergeUtil.merge(api, read(file));
    }
    ProblemExamples.describe(api);
    EnumNames.change(api);
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty(DIRECTORY)))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OpenAPI read(Path file) {
    OpenAPI texts =
        SmallRyeOpenAPI.builder()
            .enableAnnotationScan(false)
            .enableModelReader(false)
            .enableStandardFilter(false)
            .enableStandardStaticFiles(false)
            .withCustomStaticFile(() -> new ByteArrayInputStream(bytes(file)))
            .build()
            .model();
    if (!file.endsWith(WHOLE)) {
      texts.setInfo(null); // The parser makes one.
    }
    return texts;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
