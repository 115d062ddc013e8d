/** A JCache provider on a bounded heap store. */
module dev.larder {
  requires transitive cache.api;
  requires java.management;
  requires jdk.unsupported;
  requires typesafe.config;
  requires static org.jspecify;

  exports dev.larder;
  exports dev.larder.memo;
  exports dev.larder.store;

  provides javax.cache.spi.CachingProvider with
      dev.larder.LarderCachingProvider;
}
