package dev.halfway.web.http;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;

/** A page of a list: as much of it as was asked for, and where the next page is (RFC 8288). */
public final class Page {

  private Page() {}

  /**
   * The answer with a page.
   *
   * @param found one more than a page has, if there is one more
   * @param view how each is shown
   * @param parameter of the query that says where a page begins
   * @param position of the last one, for that parameter
   */
  public static <T> Response of(
      List<T> found,
      int limit,
      Function<T, ?> view,
      UriInfo uri,
      String parameter,
      Function<T, ?> position) {
    boolean more = found.size() > limit;
    List<T> page = more ? found.subList(0, limit) : found;
    Response.ResponseBuilder response = Response.ok(page.stream().map(view).toList());
    if (more) {
      response.link(
          uri.getAbsolutePathBuilder()
              .queryParam("limit", limit)
              .queryParam(parameter, position.apply(page.get(limit - 1)))
              .build(),
          "next");
    }
    return response.build();
  }
}
