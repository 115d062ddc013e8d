package dev.larder.annotations.binding;

/** In CDI. */
class CdiTest extends InterceptionContract {
  CdiTest() {
    super(Binding.CDI);
  }
}
