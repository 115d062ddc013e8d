package dev.larder;

/**
 * Records which keys of a cache are read, to find the best size of the cache. The bean is
 * registered in the platform MBean server while management of the cache is enabled and its {@link
 * LarderConfiguration#setReadRecording} is not {@link ReadRecording#OFF}. Its name is {@code
 * dev.larder:type=Recorder,CacheManager=...,Cache=...}. The command {@code larder record} uses it.
 *
 * <p>A recording has a line for each read: the hash of the key, or its text. Keys with the same
 * hash code count as one. The lines are in the order of the reads; those of several threads at the
 * same time may be some dozens apart. Reads are get, getAll, invoke, invokeAll, and the operations
 * that return the value before. Values are never recorded. A recording ends after its time or its
 * number of reads, and takes 8 bytes for each read until it is discarded or the cache is closed.
 * Texts of keys take more. Thread-safe.
 */
public interface LarderRecorderMXBean {

  /** Returns what a recording may contain: HASHES or KEYS. */
  String getAllowed();

  /** Returns whether reads are recorded at present. */
  boolean isRecording();

  /** Returns the number of recorded reads. */
  long getRecordedReads();

  /** Returns the sample of the present or last recording: one key in this many; 0 without one. */
  int getSample();

  /**
   * Starts a recording, and discards the last one.
   *
   * @param sample records the reads of one key in this many, at least 1. A sample keeps all reads
   *     of the chosen keys
   * @param reads ends after this many recorded reads, from 1 to 50,000,000, or to 1,000,000 with
   *     texts of keys; with many threads up to 31 earlier for each
   * @param seconds ends after this time, from 1 to 86,400
   * @param withKeys whether to record the texts of keys rather than hashes. The text is what the
   *     method {@code toString} of the key returns, without line breaks, and at most 200 characters
   * @return the number of the recording, for the other methods
   * @throws IllegalArgumentException if a number is outside of its range, or the reads could take
   *     more than a quarter of the heap
   * @throws IllegalStateException if a recording runs, or texts of keys are not allowed
   */
  int start(int sample, int reads, int seconds, boolean withKeys);

  /** Returns the number of the present or last recording; 0 without one. */
  int getNumber();

  /**
   * Ends a recording.
   *
   * @param recording its number; another one has no effect
   */
  void stop(int recording);

  /** Returns the number of pages of the present or last recording; 0 without one. */
  int getPages();

  /**
   * Returns the lines of a page of the present or last recording.
   *
   * @param recording its number
   * @param page the number of the page, from 0
   * @return at most 16,384 lines; empty if there is no such page
   * @throws IllegalArgumentException if the page is negative
   * @throws IllegalStateException if there is no such recording any more
   */
  String[] read(int recording, int page);

  /**
   * Ends a recording, and frees its memory.
   *
   * @param recording its number; another one has no effect
   */
  void discard(int recording);
}
