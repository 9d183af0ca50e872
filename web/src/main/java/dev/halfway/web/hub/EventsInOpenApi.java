package dev.halfway.web.hub;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASModelReader;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Describes {@link EventsServlet} in the OpenAPI document, which knows resources by itself only.
 */
public class EventsInOpenApi implements OASModelReader {

  private static final String EVENT =
      """
      {"id": "9f1c", "at": "2026-11-22T10:15:30.123Z", "source": "shop", "level": "INFO", "message": "GET /cart",\
       "metrics": {"latency": 12.5}, "tags": {"host": "web-1"}}""";

  private static final String ANSWER =
      """
      {"accepted": 2, "rejected": [{"line": 3, "reason": "at: is missing"}], "rejectedInAll": 1}""";

  @Override
  public OpenAPI buildModel() {
    return OASFactory.createOpenAPI()
        .paths(
            OASFactory.createPaths()
                .addPathItem("/api/hub/events", OASFactory.createPathItem().POST(post())));
  }

  private static Operation post() {
    return OASFactory.createOperation()
        .addTag("hub")
        .summary("Takes events in, line by line")
        .description(
            "NDJSON or a JSON array, packed (Content-Encoding: gzip) or not, read as it comes. What is"
                + " accepted is durable, and is written to every sink that is on. A line that is no event"
                + " is rejected alone.")
        .requestBody(
            OASFactory.createRequestBody()
                .required(true)
                .content(
                    OASFactory.createContent()
                        .addMediaType("application/x-ndjson", example(EVENT, text()))
                        .addMediaType("application/json", example("[" + EVENT + "]", events()))))
        .responses(
            OASFactory.createAPIResponses()
                .addAPIResponse("202", accepted())
                .addAPIResponse("400", says("No gzip, although it says so"))
                .addAPIResponse("413", says("Too long; those before that were accepted"))
                .addAPIResponse(
                    "415", says("Neither NDJSON nor JSON, not UTF-8, or packed in another way"))
                .addAPIResponse(
                    "429",
                    says("Too many wait for a sink; those before that were accepted")
                        .addHeader(
                            "Retry-After",
                            OASFactory.createHeader()
                                .description("Seconds until there may be room")
                                .schema(schema(SchemaType.INTEGER)))));
  }

  private static APIResponse accepted() {
    Schema rejected =
        schema(SchemaType.OBJECT)
            .addProperty("line", schema(SchemaType.INTEGER))
            .addProperty("reason", schema(SchemaType.STRING));
    Schema answer =
        schema(SchemaType.OBJECT)
            .addProperty("accepted", schema(SchemaType.INTEGER))
            .addProperty("rejected", schema(SchemaType.ARRAY).items(rejected))
            .addProperty("rejectedInAll", schema(SchemaType.INTEGER));
    Content content =
        OASFactory.createContent().addMediaType("application/json", example(ANSWER, answer));
    return says("What has become of the lines, or of the array's elements; they count from 1")
        .content(content);
  }

  private static Schema events() {
    return schema(SchemaType.ARRAY)
        .items(
            schema(SchemaType.OBJECT)
                .required(List.of("at", "source"))
                .addProperty("id", schema(SchemaType.STRING))
                .addProperty("at", schema(SchemaType.STRING).format("date-time"))
                .addProperty("source", schema(SchemaType.STRING))
                .addProperty("level", schema(SchemaType.STRING))
                .addProperty("message", schema(SchemaType.STRING))
                .addProperty("metrics", schema(SchemaType.OBJECT))
                .addProperty("tags", schema(SchemaType.OBJECT)));
  }

  private static Schema text() {
    return schema(SchemaType.STRING);
  }

  private static Schema schema(SchemaType type) {
    return OASFactory.createSchema().addType(type);
  }

  private static MediaType example(String value, Schema schema) {
    return OASFactory.createMediaType()
        .schema(schema)
        .addExample("example", OASFactory.createExample().value(value));
  }

  private static APIResponse says(String description) {
    return OASFactory.createAPIResponse().description(description);
  }
}
