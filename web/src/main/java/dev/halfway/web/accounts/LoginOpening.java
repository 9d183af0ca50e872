package dev.halfway.web.accounts;

import dev.halfway.accounts.LoginDesk;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Gives {@link LoginGate}, which is no bean, what it needs before the first request comes. A filter
 * would be too late: Undertow makes it when the first request has come so far.
 */
@WebListener
public class LoginOpening implements ServletContextListener {

  @Inject private LoginDesk desk;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    desk.open();
    event.getServletContext().setAttribute(LoginGate.DESK, desk);
  }
}
