package dev.larder.testkit.promise;

/**
 * A property on which users of a cache depend.
 *
 * @param sentence the promise; it is also the name
 * @param basis the authority behind it
 * @param source where the specification states it; empty if it does not
 * @param probe checks it
 */
record Promise(String sentence, Basis basis, String source, Probe probe) {

  static Promise spec(String sentence, String source, Probe probe) {
    return new Promise(sentence, Basis.SPEC, source, probe);
  }

  static Promise beyond(String sentence, Probe probe) {
    return new Promise(sentence, Basis.BEYOND, "", probe);
  }
}
