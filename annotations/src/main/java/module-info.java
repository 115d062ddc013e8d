/** The annotations of JSR-107 for any provider, by JDK proxies and in Guice 7. */
module dev.larder.annotations {
  requires transitive cache.api;
  requires static com.google.guice;
  requires static dev.larder;
  requires static jakarta.inject;
  requires static aopalliance;
  requires static org.jspecify;

  exports dev.larder.annotations;
  exports dev.larder.annotations.guice;
  exports dev.larder.annotations.key;
}
