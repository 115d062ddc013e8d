package dev.larder.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes that show nothing of what is hashed without the secret: half of an HMAC with SHA-256. Used
 * by one thread.
 */
final class OneWayHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Mac mac;
  private final Map<Long, String> known = new HashMap<>();

  OneWayHash(byte[] secret) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is in every JDK", e);
    }
  }

  static byte[] newSecret() {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    return secret;
  }

  /** Returns the hash of a number as 16 hexadecimal digits. */
  String of(long number) {
    return known.computeIfAbsent(number, this::computed);
  }

  private String computed(long number) {
    byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return String.format("%016x", ByteBuffer.wrap(hash).getLong());
  }
}
