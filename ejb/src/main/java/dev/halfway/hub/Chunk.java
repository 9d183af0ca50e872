package dev.halfway.hub;

import dev.halfway.messages.MalformedMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Events that travel and are kept together: a message for each would cost the broker more than the
 * events themselves.
 *
 * @param events at least one
 */
record Chunk(UUID id, List<Event> events) {

  static final String TYPE = "Events/1";

  /** The message's property that is the chunk's id. */
  static final String ID = "chunk";

  /** The message's property that says how many events it has. */
  static final String EVENTS = "events";

  /** Of its events, in UTF-8. */
  int bytes() {
    return events.stream().mapToInt(event -> Piece.utf8(event.json()).length).sum();
  }

  /** One event on each line, its id in front of it, so that nobody has to read the event for it. */
  String text() {
    return events.stream()
        .map(event -> event.id() + ' ' + event.json())
        .collect(Collectors.joining("\n"));
  }

  PackedChunk pack() {
    return PackedChunk.of(id, events.size(), text());
  }

  static Chunk of(UUID id, String text) {
    return new Chunk(id, text.lines().map(Chunk::event).toList());
  }

  private static Event event(String line) {
    int space = line.indexOf(' ');
    if (space < 1) {
      throw new MalformedMessage("a line has no event", null);
    }
    return new Event(line.substring(0, space), line.substring(space + 1));
  }

  /**
   * Reads a message, which is packed, or text where it was a dead letter.
   *
   * @throws MalformedMessage when it is none of these; delivering it again cannot help
   */
  static Chunk of(Message message) {
    try {
      String id = message.getStringProperty(ID);
      if (!TYPE.equals(message.getJMSType()) || id == null) {
        throw new MalformedMessage(
            "message type is " + message.getJMSType() + ", expected " + TYPE, null);
      }
      return message instanceof TextMessage
          ? of(UUID.fromString(id), message.getBody(String.class))
          : new PackedChunk(UUID.fromString(id), 0, message.getBody(byte[].class)).unpack();
    } catch (JMSException | IllegalArgumentException e) {
      throw new MalformedMessage("message cannot be read", e);
    }
  }
}
