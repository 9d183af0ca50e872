package dev.halfway.hub;

import dev.halfway.messages.Outgoing;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes events in: what is kept and what the sinks are told is one transaction, both or neither.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class EventCollector {

  /** The message's property that names the only sink it is for. */
  static final String SINK = "sink";

  @Resource(lookup = "java:/jms/hub/events")
  private Topic topic;

  @Inject private HubArchive archive;
  @Inject private Outgoing outgoing;

  /**
   * Takes chunks in; when this returns they are durable.
   *
   * @throws jakarta.ejb.EJBException when the database fails, and {@link
   *     jakarta.jms.JMSRuntimeException} when the broker does; nothing was taken in then, or it is
   *     not known
   */
  void collect(Collection<PackedChunk> chunks) {
    archive.keep(chunks);
    chunks.forEach(chunk -> tell(chunk, null));
  }

  /** Tells of a chunk, as part of the caller's transaction. */
  @Transactional(TxType.MANDATORY)
  void tell(PackedChunk chunk, @Nullable String onlySink) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(Chunk.ID, chunk.id().toString());
    properties.put(Chunk.EVENTS, chunk.events());
    if (onlySink != null) {
      properties.put(SINK, onlySink);
    }
    outgoing.send(topic, Chunk.TYPE, chunk.gzip(), properties);
  }
}
