package dev.larder.annotations.binding;

class GuiceTest extends InterceptionContract {
  GuiceTest() {
    super(Binding.GUICE);
  }
}
