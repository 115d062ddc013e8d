package dev.larder.jfr;

import jdk.jfr.Label;

abstract class LoaderEvent extends CacheEvent {
  @Label("Keys")
  final int keys;

  @Label("Failed")
  boolean failed;

  LoaderEvent(int keys) {
    this.keys = keys;
  }

  /** Ends the event, and records it if it is longer than the threshold. */
  public void finish(boolean itsFailed) {
    failed = itsFailed;
    finish();
  }
}
