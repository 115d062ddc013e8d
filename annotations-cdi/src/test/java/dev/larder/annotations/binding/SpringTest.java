package dev.larder.annotations.binding;

/** With Spring's own support for the annotations; Larder is only the provider. */
class SpringTest extends AnnotationsContract {
  SpringTest() {
    super(Binding.SPRING);
  }
}
