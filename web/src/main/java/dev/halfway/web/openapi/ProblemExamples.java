package dev.halfway.web.openapi;

import dev.halfway.web.problems.Problem;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Describes errors. A response that has {@code x-problems}, a list of names of examples, is a
 * problem document with these examples. Every operation gets a default response besides, for the
 * errors that any of them may have.
 */
final class ProblemExamples {

  private static final String NAMES = "x-problems";
  private static final List<String> OF_ANY_OPERATION = List.of("internal", "database-unavailable");
  private static final List<String> OF_ACCOUNTS = List.of("credentials-needed", "forbidden");

  private ProblemExamples() {}

  static void describe(OpenAPI api) {
    api.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .forEach(operation -> describe(api, operation));
  }

  private static void describe(OpenAPI api, Operation operation) {
    for (APIResponse response : operation.getResponses().getAPIResponses().values()) {
      if (response.hasExtension(NAMES)) {
        List<?> names = (List<?>) response.getExtension(NAMES);
        response.setContent(problem(api, names.stream().map(String::valueOf).toList()));
        response.removeExtension(NAMES);
      }
    }
    List<String> names = new ArrayList<>(OF_ANY_OPERATION);
    if (operation.getSecurity() != null) {
      names.addAll(OF_ACCOUNTS);
    }
    operation
        .getResponses()
        .addAPIResponse(
            "default",
            OASFactory.createAPIResponse()
                .description("Any error, as a problem document")
                .content(problem(api, names)));
  }

  private static Content problem(OpenAPI api, List<String> names) {
    MediaType problem = OASFactory.createMediaType();
    problem.setSchema(OASFactory.createSchema().ref("Problem"));
    for (String name : names) {
      if (!api.getComponents().getExamples().containsKey(name)) {
        throw new IllegalStateException("there is no example of the problem " + name);
      }
      problem.addExample(name, OASFactory.createExample().ref(name));
    }
    return OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem);
  }
}
