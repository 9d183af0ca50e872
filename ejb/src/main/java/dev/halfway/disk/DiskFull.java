package dev.halfway.disk;

/** Nothing more is accepted: what is left of the disk is held back for what was accepted before. */
public class DiskFull extends RuntimeException {

  private static final long serialVersionUID = 1;

  DiskFull(long usable, long reserve) {
    super(
        "%,d bytes are left on the disk, and %,d are held back for what was accepted before"
            .formatted(usable, reserve));
  }
}
