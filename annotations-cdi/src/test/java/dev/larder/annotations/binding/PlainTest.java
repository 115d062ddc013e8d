package dev.larder.annotations.binding;

class PlainTest extends InterceptionContract {
  PlainTest() {
    super(Binding.PLAIN);
  }
}
