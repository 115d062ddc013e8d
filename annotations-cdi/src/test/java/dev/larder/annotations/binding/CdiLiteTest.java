package dev.larder.annotations.binding;

class CdiLiteTest extends InterceptionContract {
  CdiLiteTest() {
    super(Binding.CDI_LITE);
  }
}
