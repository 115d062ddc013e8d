package dev.larder.testkit.model;

import org.jspecify.annotations.Nullable;

/** The loader and the writer of a cache. Their behaviour in each step is a pure function. */
record Integration(Loading loading, boolean readThrough, Writing writing, boolean writeThrough) {
  enum Loading {
    NONE,
    FINDS_ALL,
    FINDS_SOME,
    FAILS_SOME
  }

  enum Writing {
    NONE,
    WRITES_ALL,
    FAILS_SOME
  }

  static final Integration NONE = new Integration(Loading.NONE, false, Writing.NONE, false);

  boolean loads() {
    return loading != Loading.NONE;
  }

  boolean readsThrough() {
    return readThrough && loads();
  }

  boolean writesThrough() {
    return writeThrough && writing != Writing.NONE;
  }

  /** Returns the value that the loader finds, or null. */
  @Nullable Integer loaded(int key, int number) {
    boolean found = loading == Loading.FINDS_ALL || (number + key) % 3 != 0;
    return found ? (Integer) ((number + 2 * key + 1) % Step.VALUES) : null;
  }

  boolean failsToLoad(int key, int number) {
    return loading == Loading.FAILS_SOME && (number + key) % 4 == 0;
  }

  boolean failsToWrite(int key, int number) {
    return writing == Writing.FAILS_SOME && (number + key) % 4 == 1;
  }
}
