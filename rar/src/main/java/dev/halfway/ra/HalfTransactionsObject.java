package dev.halfway.ra;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.ra.api.RelayStatus;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.AdministeredObject;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import javax.naming.NamingException;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/** {@link HalfTransactions} for JNDI; each method throws while the adapter is not running. */
@AdministeredObject(adminObjectInterfaces = HalfTransactions.class)
public class HalfTransactionsObject
    implements HalfTransactions,
        ResourceAdapterAssociation,
        jakarta.resource.Referenceable,
        Serializable {

  private static final long serialVersionUID = 1;

  private transient @Nullable HalfMessageResourceAdapter adapter;
  private @Nullable Reference reference;

  @Override
  public List<HalfTransaction> inDoubt(int limit) throws JMSException {
    return engine().inDoubt(limit);
  }

  @Override
  public Optional<HalfTransaction> find(String id) throws JMSException {
    return engine().find(id);
  }

  @Override
  public Optional<String> body(String id, int limit) throws JMSException {
    return engine().body(id, limit);
  }

  @Override
  public Resolution resolve(String id, Verdict verdict) throws JMSException {
    return engine().resolve(id, verdict);
  }

  @Override
  public Resolution check(String id) throws JMSException {
    return engine().check(id);
  }

  @Override
  public int resume(int limit) throws JMSException {
    return engine().resume(limit);
  }

  @Override
  public RelayStatus status() {
    return engine().status();
  }

  @Override
  public void rebind() throws JMSException {
    engine().rebind();
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
    if (!(adapter instanceof HalfMessageResourceAdapter halfway)) {
      throw new ResourceException("not the half-message adapter: " + adapter);
    }
    this.adapter = halfway;
  }

  @Override
  public @Nullable Reference getReference() throws NamingException {
    return reference;
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }

  private Engine engine() {
    HalfMessageResourceAdapter associated = adapter;
    try {
      if (associated != null) {
        return associated.engine();
      }
    } catch (ResourceException e) {
      throw new IllegalStateRuntimeException(e.getMessage(), null, e);
    }
    throw new IllegalStateRuntimeException("no half-message adapter is associated");
  }
}
