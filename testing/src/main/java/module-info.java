/** A clock for tests of code that uses Larder's caches. */
module dev.larder.testing {
  requires transitive cache.api;
  requires transitive dev.larder;
  requires static org.jspecify;

  exports dev.larder.testing;
}
