package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.larder.LarderConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bill of materials of the provider's jar lists its runtime dependencies. */
class SbomTest {
  @Test
  void sbom_provider_listsTwoDependencies() throws Exception {
    Path jar =
        Path.of(
            LarderConfiguration.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path sbom = jar.resolveSibling("sbom.json");
    boolean offline = System.getProperty("build.network", "").equals("offline=true");
    assumeFalse(offline && Files.notExists(sbom), "it is made online only");
    ConfigParseOptions present = ConfigParseOptions.defaults().setAllowMissing(false);
    List<String> components =
        ConfigFactory.parseFile(sbom.toFile(), present).getConfigList("components").stream()
            .map(SbomTest::name)
            .toList();
    assertThat(components, containsInAnyOrder("javax.cache:cache-api", "com.typesafe:config"));
  }

  private static String name(Config component) {
    return component.getString("group") + ":" + component.getString("name");
  }
}
