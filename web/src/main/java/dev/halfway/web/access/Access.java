package dev.halfway.web.access;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Applies {@link AccessRules} to every resource method before its body is read. One with {@link
 * PermitAll} looks itself at who is calling.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class Access implements ContainerRequestFilter {

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest http;
  @Inject private AccessRules rules;

  @Override
  public void filter(ContainerRequestContext request) {
    if (!resource.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
      rules.require(http, need(request));
    }
  }

  private AccessRules.Need need(ContainerRequestContext request) {
    RolesAllowed roles = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
    if (roles != null) {
      return List.of(roles.value()).contains("viewer")
          ? AccessRules.Need.LOGIN
          : AccessRules.Need.OPERATE;
    }
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD")
        ? AccessRules.Need.READ
        : AccessRules.Need.SEND;
  }
}
