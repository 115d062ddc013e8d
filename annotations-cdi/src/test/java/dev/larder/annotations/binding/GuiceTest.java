package dev.larder.annotations.binding;

/** In Guice. */
class GuiceTest extends InterceptionContract {
  GuiceTest() {
    super(Binding.GUICE);
  }
}
