package dev.larder.benchmarks.workload;

import java.util.Arrays;
import java.util.Random;

/** Draws keys so that the n-th in rank is drawn in proportion to n^-0.99. */
public final class Zipf {
  private static final double EXPONENT = 0.99;
  // Separates keys of neighbouring rank in the table. Coprime to all numbers of keys used.
  private static final long SPREAD = 7919;

  private Zipf() {}

  /** Returns the requested number of draws, the same each time; equal keys are the same objects. */
  public static Integer[] ring(Integer[] keys, int draws) {
    double[] cumulative = new double[keys.length];
    double sum = 0;
    for (int i = 0; i < keys.length; i++) {
      sum += Math.pow(i + 1.0, -EXPONENT);
      cumulative[i] = sum;
    }
    Random random = new Random(42);
    Integer[] ring = new Integer[draws];
    for (int i = 0; i < draws; i++) {
      int found = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
      int rank = found < 0 ? -found - 1 : found;
      ring[i] = keys[(int) (rank * SPREAD % keys.length)];
    }
    return ring;
  }
}
