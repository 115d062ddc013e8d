/** The annotations of JSR-107 on any provider: by JDK proxies, in CDI 4 and in Guice 7. */
module dev.larder.annotations {
  requires transitive cache.api;
  requires static com.google.guice;
  requires static dev.larder;
  requires static jakarta.cdi;
  requires static jakarta.inject;
  requires static jakarta.interceptor;
  requires static aopalliance;
  requires static org.jspecify;

  exports dev.larder.annotations;
  exports dev.larder.annotations.cdi;
  exports dev.larder.annotations.guice;
  exports dev.larder.annotations.key;

  // Containers make the interceptor, and inject into it.
  opens dev.larder.annotations.cdi;

  provides jakarta.enterprise.inject.spi.Extension with
      dev.larder.annotations.cdi.CachingExtension;
}
