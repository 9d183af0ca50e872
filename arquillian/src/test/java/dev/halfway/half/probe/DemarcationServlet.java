package dev.halfway.half.probe;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Runs one transaction that a bean demarcates; 409 where the bean throws. */
@WebServlet("/demarcations")
public class DemarcationServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Inject private transient BeanManaged beanManaged;
  @Inject private transient ContainerManaged containerManaged;
  @Inject private transient Transactions transactions;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Script script = Script.read(request.getParameterMap());
    try {
      switch (Demarcation.valueOf(request.getParameter("by"))) {
        case BEAN -> beanManaged.perform(script);
        case CONTAINER -> containerManaged.perform(script);
        case CDI -> transactions.perform(script);
        case SUSPENDED -> transactions.performSuspending(script);
      }
    } catch (RuntimeException e) {
      response.sendError(HttpServletResponse.SC_CONFLICT, e.toString());
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
