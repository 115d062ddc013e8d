package dev.larder.annotations.binding;

class CdiTest extends InterceptionContract {
  CdiTest() {
    super(Binding.CDI);
  }
}
