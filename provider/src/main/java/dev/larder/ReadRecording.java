package dev.larder;

/**
 * What a recording of the reads of a cache may contain. A recording is started over JMX, see {@link
 * LarderRecorderMXBean}.
 */
public enum ReadRecording {
  /** Reads cannot be recorded. */
  OFF,

  /** Hashes of keys with a secret of the recording, so that they do not show the keys. */
  HASHES,

  /** Hashes, or the texts of keys if the caller asks for them. */
  KEYS
}
