package dev.halfway.ra.inbound;

import dev.halfway.ra.api.TransactionChecker;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import org.jspecify.annotations.Nullable;

/** For which group of senders a {@link TransactionChecker} answers. */
@Activation(messageListeners = TransactionChecker.class)
public class HalfMessageActivationSpec implements ActivationSpec {

  private @Nullable ResourceAdapter adapter;

  @ConfigProperty(
      defaultValue = "default",
      description =
          "The group of senders that the checker answers for, as in the connection factory")
  private String group = "default";

  /** The group; 1 to 64 letters, digits, dots, dashes and underscores. */
  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  @Override
  public void validate() throws InvalidPropertyException {
    if (!group.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new InvalidPropertyException(
          "group: 1 to 64 letters, digits, dots, dashes and underscores, not '" + group + "'");
    }
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) {
    this.adapter = adapter;
  }
}
