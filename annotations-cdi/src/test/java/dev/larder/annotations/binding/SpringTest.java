package dev.larder.annotations.binding;

/** In Spring, by its own support for the annotations: nothing here is ours but the provider. */
class SpringTest extends AnnotationsContract {
  SpringTest() {
    super(Binding.SPRING);
  }
}
