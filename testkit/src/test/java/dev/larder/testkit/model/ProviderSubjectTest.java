package dev.larder.testkit.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderCachingProvider;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Checks a provider of which only the specification is known, with all liberties and the real
 * clock.
 */
class ProviderSubjectTest {
  private static final Logger LOG = Logger.getLogger("dev.larder");
  private static final int SEQUENCES = 200;

  @Test
  void check_larderAsUnknownProvider_passes() {
    LOG.setLevel(Level.OFF);
    try (ProviderSubject any = new ProviderSubject(new LarderCachingProvider())) {
      ModelCheck.Report report = new ModelCheck(any).run(1, SEQUENCES);
      assertThat(report.steps(), is((long) SEQUENCES * ModelCheck.STEPS));
      assertThat(report.configurations(), greaterThan(SEQUENCES / 2L));
    }
  }
}
