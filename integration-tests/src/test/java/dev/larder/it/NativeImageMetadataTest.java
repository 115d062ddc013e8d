package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueType;
import dev.larder.LarderCachingProvider;
import dev.larder.annotations.CachingProxy;
import dev.larder.valkey.ValkeyConfiguration;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The metadata for GraalVM native images in the jars. No image is built here, because no registry
 * has the compiler of images. Instead, the entries are compared with the classes, and every
 * reflective call of the jars has to be explained.
 */
class NativeImageMetadataTest {
  private static final Pattern REFLECTIVE =
      Pattern.compile(
          "java\\.lang\\.Class\\.(forName|getResource.*|get(Declared)?(Field|Method|Constructor)s?"
              + "|getRecordComponents|getPermittedSubclasses|getDeclaredClasses)"
              + "|java\\.lang\\.ClassLoader\\.(loadClass|getResource.*)"
              + "|java\\.lang\\.invoke\\.MethodHandles\\$Lookup\\.(find|unreflect).*"
              + "|java\\.lang\\.invoke\\.MethodHandleProxies\\..*"
              + "|java\\.lang\\.reflect\\.Proxy\\.newProxyInstance"
              + "|java\\.util\\.ServiceLoader\\.load"
              + "|javax\\.management\\.MBeanServer\\.registerMBean");

  private static final String CONSTANT = "constant arguments, which the image builder sees";
  private static final String FOR_USER = "classes that the user names, and registers";
  private static final String NOT_IN_IMAGES =
      "not used in an image: see NativeImage and SystemTicker";
  private static final String HARMLESS = "a missing method or class only changes a message";
  private static final String IN_METADATA = "an entry of the metadata";

  /** Each class with reflective calls, and why an image does not need more than its metadata. */
  private static final Map<String, String> EXPLAINED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("dev.larder.ContextClassLoader", FOR_USER),
              Map.entry("dev.larder.ManagersByLoader", IN_METADATA),
              Map.entry("dev.larder.annotations.CachingProxy", FOR_USER),
              Map.entry("dev.larder.annotations.Instances", FOR_USER),
              Map.entry("dev.larder.annotations.advice.Reading", IN_METADATA),
              Map.entry("dev.larder.annotations.metadata.Hierarchy", FOR_USER),
              Map.entry("dev.larder.config.ConfigLocation", IN_METADATA),
              Map.entry("dev.larder.config.ForeignConfigurations", HARMLESS),
              Map.entry("dev.larder.config.ManagerConfiguration", IN_METADATA),
              Map.entry("dev.larder.config.ReflectiveFactory", FOR_USER),
              Map.entry("dev.larder.config.SettingTypes", HARMLESS),
              Map.entry("dev.larder.config.StoreAddress", IN_METADATA),
              Map.entry("dev.larder.copy.DeclaredTypes", FOR_USER),
              Map.entry("dev.larder.copy.FieldCopiers", NOT_IN_IMAGES),
              Map.entry("dev.larder.copy.ImmutableTypes", NOT_IN_IMAGES),
              Map.entry("dev.larder.copy.SerializationHooks", NOT_IN_IMAGES),
              Map.entry("dev.larder.copy.Serializer", FOR_USER),
              Map.entry("dev.larder.engine.KeyCopies", HARMLESS),
              Map.entry("dev.larder.jfr.FlightRecorder", CONSTANT),
              Map.entry("dev.larder.management.RegisteredMBean", IN_METADATA),
              Map.entry("dev.larder.store.heap.GenerationClock", CONSTANT),
              Map.entry("dev.larder.store.heap.Node", CONSTANT),
              Map.entry("dev.larder.store.heap.SpinLock", CONSTANT),
              Map.entry("dev.larder.store.heap.TimedNode", CONSTANT),
              Map.entry("dev.larder.store.heap.WeighedNode", CONSTANT),
              Map.entry("dev.larder.time.JdkTimer", NOT_IN_IMAGES),
              Map.entry("dev.larder.valkey.Counters", CONSTANT),
              Map.entry("dev.larder.valkey.Script", IN_METADATA),
              Map.entry("dev.larder.valkey.ValkeyBean", IN_METADATA)));

  private static Config metadata(String artifact) throws Exception {
    String name = "META-INF/native-image/dev.larder/" + artifact + "/reachability-metadata.json";
    try (InputStream in =
        NativeImageMetadataTest.class.getClassLoader().getResourceAsStream(name)) {
      assertThat(name, in, is(notNullValue()));
      return ConfigFactory.parseReader(
          new InputStreamReader(in, StandardCharsets.UTF_8),
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return name.endsWith("[]")
        ? Class.forName(name.substring(0, name.length() - 2)).arrayType()
        : Class.forName(name);
  }

  private static Class<?>[] types(List<String> names) throws ClassNotFoundException {
    Class<?>[] types = new Class<?>[names.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = type(names.get(i));
    }
    return types;
  }

  @ParameterizedTest
  @ValueSource(strings = {"larder", "larder-annotations", "larder-valkey"})
  void metadata_namedElements_exist(String artifact) throws Exception {
    List<? extends Config> entries = metadata(artifact).getConfigList("reflection");
    assertThat(entries.isEmpty(), is(false));
    for (Config entry : entries) {
      if (entry.getValue("type").valueType() == ConfigValueType.OBJECT) {
        for (String name : entry.getStringList("type.proxy")) {
          assertThat(name, type(name).isInterface(), is(true));
        }
        continue;
      }
      Class<?> type = type(entry.getString("type"));
      if (entry.hasPath("methods")) {
        for (Config method : entry.getConfigList("methods")) {
          Class<?>[] parameters = types(method.getStringList("parameterTypes"));
          if (method.getString("name").equals("<init>")) {
            assertThat(type.getName(), type.getConstructor(parameters), is(notNullValue()));
          } else {
            String name = method.getString("name");
            assertThat(name, type.getMethod(name, parameters), is(notNullValue()));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"larder", "larder-annotations"})
  void metadata_serializedClasses_areSerializable(String artifact) throws Exception {
    String name = "META-INF/native-image/dev.larder/" + artifact + "/serialization-config.json";
    try (InputStream in = getClass().getClassLoader().getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Config wrapped = ConfigFactory.parseString("{\"all\":" + text + "}");
      List<? extends Config> entries = wrapped.getConfigList("all");
      assertThat(entries.size(), is(greaterThan(3)));
      for (Config entry : entries) {
        Class<?> type = Class.forName(entry.getString("name"));
        assertThat(type.getName(), Serializable.class.isAssignableFrom(type), is(true));
      }
    }
  }

  @Test
  void metadata_resources_exist() throws Exception {
    ClassLoader loader = getClass().getClassLoader();
    for (Config entry : metadata("larder-valkey").getConfigList("resources")) {
      String glob = entry.getString("glob");
      String one = glob.replace("*", "apply");
      assertThat(glob, loader.getResource(one), is(notNullValue()));
    }
    assertThat(
        metadata("larder").getConfigList("resources").get(0).getString("glob"), is("larder.conf"));
  }

  private static Stream<JavaClass> classesOfTheJars() throws Exception {
    Set<String> places = new TreeSet<>();
    for (Class<?> one :
        List.of(LarderCachingProvider.class, CachingProxy.class, ValkeyConfiguration.class)) {
      places.add(one.getProtectionDomain().getCodeSource().getLocation().toURI().toString());
    }
    assertThat(places.size(), is(3));
    return new ClassFileImporter()
            .importLocations(
                places.stream()
                    .map(place -> Location.of(URI.create(place)))
                    .collect(Collectors.toSet()))
            .stream();
  }

  private static boolean isReflective(JavaCodeUnitAccess<?> access) {
    AccessTarget target = access.getTarget();
    return REFLECTIVE.matcher(target.getOwner().getName() + "." + target.getName()).matches();
  }

  @Test
  void reflectiveCalls_areAllExplained() throws Exception {
    Set<String> found =
        classesOfTheJars()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(
                unit ->
                    Stream.concat(
                            unit.getCallsFromSelf().stream(),
                            unit.getCodeUnitReferencesFromSelf().stream())
                        .anyMatch(NativeImageMetadataTest::isReflective))
            .map(unit -> unit.getOwner().getName().replaceAll("\\$.*", ""))
            .filter(name -> !name.startsWith("dev.larder.annotations.guice"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found, is(EXPLAINED.keySet()));
  }

  /** The beans that users see: the image needs their methods. */
  @Test
  void metadata_beans_areRegistered() throws Exception {
    Set<String> registered = new TreeSet<>();
    for (String artifact : List.of("larder", "larder-valkey")) {
      metadata(artifact).getConfigList("reflection").stream()
          .filter(entry -> entry.hasPath("allPublicMethods"))
          .forEach(entry -> registered.add(entry.getString("type")));
    }
    Set<String> beans =
        classesOfTheJars()
            .filter(type -> type.isInterface() && type.getSimpleName().endsWith("MXBean"))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(beans.isEmpty(), is(not(true)));
    beans.add("javax.cache.management.CacheMXBean");
    beans.add("javax.cache.management.CacheStatisticsMXBean");
    assertThat(registered, is(beans));
  }
}
