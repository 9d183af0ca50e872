package dev.halfway.consumers;

import dev.halfway.disk.DiskSpace;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/**
 * Has a {@link Consumer} wait while the disk is as good as full. That is not the message's fault:
 * it waits here rather than use up its attempts.
 */
@Consumer("")
@Interceptor
@Priority(Interceptor.Priority.APPLICATION + 1)
public class SpaceForConsumers implements Serializable {

  private static final long serialVersionUID = 1;

  @Inject private transient DiskSpace space;

  @AroundInvoke
  Object await(InvocationContext call) throws Exception {
    space.awaitRoom();
    return call.proceed();
  }
}
