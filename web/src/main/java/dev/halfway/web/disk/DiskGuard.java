package dev.halfway.web.disk;

import dev.halfway.disk.DiskSpace;
import dev.halfway.web.access.Access;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Refuses what would store something while the disk is full: before its body is read, and after
 * {@link Access}, so that other callers are not told of it. Reading and deleting go on.
 */
@Provider
public class DiskGuard implements ContainerRequestFilter {

  private static final Set<String> STORE_NOTHING = Set.of("GET", "HEAD", "OPTIONS", "DELETE");

  @Context private ResourceInfo resource;
  @Inject private DiskSpace disk;

  @Override
  public void filter(ContainerRequestContext request) {
    if (!STORE_NOTHING.contains(request.getMethod())
        && !resource.getResourceMethod().isAnnotationPresent(EvenIfDiskIsFull.class)) {
      disk.require();
    }
  }
}
