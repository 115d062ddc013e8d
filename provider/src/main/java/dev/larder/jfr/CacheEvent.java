package dev.larder.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** An event of a cache. The flight recorder reads the fields when the event is committed. */
@Category("Larder")
@StackTrace(false)
abstract class CacheEvent extends Event {
  @Label("Cache")
  @Description("The name of the cache")
  String cache = "";
}
