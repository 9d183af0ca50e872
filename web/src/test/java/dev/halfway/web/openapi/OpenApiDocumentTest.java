package dev.halfway.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the OpenAPI document has, as the build has made it. */
class OpenApiDocumentTest {

  private static final String EXAMPLES = "#/components/examples/";

  private final JsonNode api = read();

  private static JsonNode read() {
    try (InputStream document = OpenApiServlet.class.getResourceAsStream("/openapi/openapi.json")) {
      return new ObjectMapper().readTree(document);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Stream<JsonNode> operations() {
    return api.get("paths").valueStream().flatMap(JsonNode::valueStream);
  }

  /** A text without a resource would be an operation without a tag. */
  @TestFactory
  Stream<DynamicTest> anOperationHasAnIdASummaryATagAndAnErrorExample() {
    return operations()
        .map(
            operation ->
                dynamicTest(
                    operation.path("operationId").asText("?"),
                    () -> {
                      assertThat(operation.path("operationId").asText()).matches("[a-z][A-Za-z]+");
                      assertThat(operation.path("summary").asText()).isNotBlank();
                      assertThat(operation.path("tags")).hasSize(1);
                      assertThat(operation.get("responses").has("default")).isTrue();
                      operation.get("responses").properties().stream()
                          .filter(response -> !response.getKey().startsWith("2"))
                          .forEach(response -> assertError(response.getKey(), response.getValue()));
                    }));
  }

  private void assertError(String status, JsonNode response) {
    JsonNode content = response.at("/content/application~1problem+json");
    assertThat(content.at("/schema/$ref").asText()).isEqualTo("#/components/schemas/Problem");
    assertThat(content.path("examples")).as(status).isNotEmpty();
    for (JsonNode example : content.path("examples")) {
      String name = example.get("$ref").asText().substring(EXAMPLES.length());
      JsonNode problem = api.at("/components/examples/" + name + "/value");
      assertThat(problem.path("type").asText()).startsWith("urn:halfway:problem:");
      assertThat(problem.path("title").asText()).isNotBlank();
      assertThat(status).isIn("default", problem.path("status").asText());
    }
  }

  @Test
  void noTwoOperationsHaveOneId() {
    assertThat(operations().map(operation -> operation.path("operationId").asText()))
        .hasSizeGreaterThan(70)
        .doesNotHaveDuplicates();
  }

  /** A number at the end would say that two types have one name. */
  @Test
  void schemasAreNamedAfterWhatTheyAre() {
    List<String> names = new ArrayList<>();
    api.at("/components/schemas").fieldNames().forEachRemaining(names::add);

    assertThat(names)
        .contains("NewRegistration", "Registration", "RegistrationSms", "Problem")
        .allSatisfy(
            name -> assertThat(name).matches("[A-Z][A-Za-z]*").doesNotMatch(".*(View|Request)"));
  }
}
