/** A JCache provider on a bounded heap store. */
@SuppressWarnings("module") // the module for tests is compiled later
module dev.larder {
  requires transitive cache.api;
  requires java.management;
  requires jdk.unsupported;
  requires typesafe.config;
  requires static jdk.jfr;
  requires static org.jspecify;

  exports dev.larder;
  exports dev.larder.memo;
  exports dev.larder.store;
  exports dev.larder.time to
      dev.larder.testing;

  provides javax.cache.spi.CachingProvider with
      dev.larder.LarderCachingProvider;
}
