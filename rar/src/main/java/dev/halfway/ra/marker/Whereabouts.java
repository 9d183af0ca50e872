package dev.halfway.ra.marker;

/**
 * What a database is known by that has no identity of its own: by its place, or by what stays when
 * it is moved and differs in a copy.
 *
 * @param mark empty where none is seen
 */
record Whereabouts(String place, String mark) {

  private static final char BETWEEN = '|';
  private static final int MAX_PLACE = 900;

  /** The end of a long path is what tells it from others. */
  Whereabouts {
    place = place.substring(Math.max(0, place.length() - MAX_PLACE));
  }

  static Whereabouts of(String text) {
    int end = text.lastIndexOf(BETWEEN);
    return end < 0
        ? new Whereabouts(text, "")
        : new Whereabouts(text.substring(0, end), text.substring(end + 1));
  }

  boolean isSameAs(Whereabouts other) {
    return place.equals(other.place) || (!mark.isEmpty() && mark.equals(other.mark));
  }

  String text() {
    return mark.isEmpty() ? place : place + BETWEEN + mark;
  }
}
