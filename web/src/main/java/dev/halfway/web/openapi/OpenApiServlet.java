package dev.halfway.web.openapi;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /openapi}: the API's description, as YAML or, where {@code format=JSON} or {@code
 * Accept} asks for it, as JSON. The build makes both, so that no server needs to: WildFly's own
 * allows any site to read it with a visitor's credentials.
 */
@WebServlet(value = "/openapi", asyncSupported = true)
public class OpenApiServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final String JSON = "application/json";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    boolean json = wantsJson(request.getParameter("format"), request.getHeader("Accept"));
    String file = json ? "/openapi/openapi.json" : "/openapi/openapi.yaml";
    try (InputStream document = OpenApiServlet.class.getResourceAsStream(file)) {
      if (document == null) {
        throw new ServletException("the application was built without " + file);
      }
      response.setContentType(json ? JSON : "application/yaml");
      response.setHeader("Vary", "Accept");
      document.transferTo(response.getOutputStream());
    }
  }

  private static boolean wantsJson(@Nullable String format, @Nullable String accept) {
    return format == null
        ? accept != null && accept.contains(JSON) && !accept.contains("yaml")
        : format.equalsIgnoreCase("JSON");
  }
}
