package dev.larder.shop;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Repeats the tests with another profile, for which Quarkus restarts the application. */
@QuarkusTest
@TestProfile(RestartTest.Restarted.class)
class RestartTest extends ShopTest {

  /** A profile that changes nothing. */
  public static class Restarted implements QuarkusTestProfile {}
}
