package dev.larder;

/** A provider with a {@link SteppedTicker}. */
public final class SteppedProvider {
  private SteppedProvider() {}

  public static LarderCachingProvider on(SteppedTicker ticker) {
    return new LarderCachingProvider(ticker);
  }
}
