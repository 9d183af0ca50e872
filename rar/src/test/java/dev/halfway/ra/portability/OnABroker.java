package dev.halfway.ra.portability;

import dev.halfway.ra.lab.EngineLab;

/** Tests that every broker has to pass: they use nothing but Jakarta Messaging. */
interface OnABroker {

  /** The lab of the test that runs. */
  EngineLab lab();
}
