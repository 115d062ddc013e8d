package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.io.InputStream;
import javax.cache.Caching;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.util.JCacheTimeZoneCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The time-zone cache of ical4j, which stores its own objects by value in a cache that it declares
 * for {@code VTimeZone}.
 */
class Ical4jTest {
  private final JCacheTimeZoneCache cache = new JCacheTimeZoneCache();

  @AfterEach
  void close() {
    Caching.getCachingProvider().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Etc/UTC"})
  void getTimezone_ofAKnownZone_answersAnEqualCopy(String id) throws Exception {
    VTimeZone zone = zone(id);
    assertThat(cache.putIfAbsent(id, zone), is(true));
    VTimeZone found = cache.getTimezone(id);
    assertThat(found, is(not(sameInstance(zone))));
    assertThat(found, is(zone));
    assertThat(found.toString(), is(zone.toString()));
    assertThat(found.getObservances().size(), is(zone.getObservances().size()));
  }

  @Test
  void putIfAbsent_knownZone_keepsTheFirst() throws Exception {
    cache.putIfAbsent("zone", zone("Europe/Berlin"));
    assertThat(cache.putIfAbsent("zone", zone("America/New_York")), is(false));
    assertThat(cache.getTimezone("zone"), is(zone("Europe/Berlin")));
  }

  @Test
  void clear_storedZones_removesAll() throws Exception {
    cache.putIfAbsent("zone", zone("Europe/Berlin"));
    assertThat(cache.containsId("zone"), is(true));
    cache.clear();
    assertThat(cache.containsId("zone"), is(false));
    assertThat(cache.getTimezone("zone"), is(nullValue()));
  }

  /** Reads a definition that ical4j contains. */
  private static VTimeZone zone(String id) throws Exception {
    try (InputStream in = VTimeZone.class.getResourceAsStream("/zoneinfo/" + id + ".ics")) {
      Calendar calendar = new CalendarBuilder().build(in);
      return (VTimeZone) calendar.getComponent("VTIMEZONE");
    }
  }
}
