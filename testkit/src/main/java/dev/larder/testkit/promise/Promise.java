package dev.larder.testkit.promise;

/**
 * What a user of a cache would like to depend on.
 *
 * @param sentence the promise; it is also the name
 * @param basis who promises it
 * @param source where that is written; empty if it is beyond the specification
 * @param probe what shows whether it is kept
 */
record Promise(String sentence, Basis basis, String source, Probe probe) {

  static Promise spec(String sentence, String source, Probe probe) {
    return new Promise(sentence, Basis.SPEC, source, probe);
  }

  static Promise beyond(String sentence, Probe probe) {
    return new Promise(sentence, Basis.BEYOND, "", probe);
  }
}
