package dev.larder.tools;

import java.util.Locale;

/** The formats of traces that have a name. */
enum TraceFormat {
  COMBINED,
  CSV,
  JSON;

  /** Returns the name as the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
