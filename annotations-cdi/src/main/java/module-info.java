/** The annotations of JSR-107 for any provider, in CDI 4. */
module dev.larder.annotations.cdi {
  requires transitive dev.larder.annotations;
  requires transitive jakarta.cdi;
  requires jakarta.inject;
  requires jakarta.interceptor;
  requires static org.jspecify;

  exports dev.larder.annotations.cdi;

  // Containers instantiate the interceptor and inject into it.
  opens dev.larder.annotations.cdi;

  provides jakarta.enterprise.inject.spi.Extension with
      dev.larder.annotations.cdi.CachingExtension;
  provides jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension with
      dev.larder.annotations.cdi.CachingBuildExtension;
}
