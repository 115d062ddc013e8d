/** A clock that tests step, for caches of Larder. */
module dev.larder.testing {
  requires transitive cache.api;
  requires transitive dev.larder;
  requires static org.jspecify;

  exports dev.larder.testing;
}
