package dev.larder.annotations.binding;

/** By JDK proxies. */
class PlainTest extends InterceptionContract {
  PlainTest() {
    super(Binding.PLAIN);
  }
}
