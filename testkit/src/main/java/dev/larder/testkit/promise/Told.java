package dev.larder.testkit.promise;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** Waits for the end of a bulk load. */
final class Told implements CompletionListener {
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile @Nullable Exception failure;

  @Override
  public void onCompletion() {
    told.countDown();
  }

  @Override
  public void onException(Exception e) {
    failure = e;
    told.countDown();
  }

  /** Returns whether the load ended in time. */
  boolean inTime() throws InterruptedException {
    return told.await(Patience.SECONDS, TimeUnit.SECONDS);
  }

  /** Returns the reported failure, or null. */
  @Nullable Exception failure() {
    return failure;
  }
}
