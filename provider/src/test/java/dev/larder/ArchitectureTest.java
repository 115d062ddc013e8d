package dev.larder;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The allowed dependencies between the packages. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.larder");

  /** A package may use itself, the root package, and those that are listed. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          entry("time", List.of()),
          entry("copy", List.of()),
          entry("statistics", List.of()),
          entry("jfr", List.of()),
          entry("recording", List.of()),
          entry("integration", List.of("statistics", "jfr")),
          entry("event", List.of("time", "jfr")),
          entry("expiry", List.of("time")),
          entry("store", List.of("time", "jfr")),
          entry("management", List.of("statistics")),
          entry("config", List.of("expiry", "store")),
          entry(
              "engine",
              List.of(
                  "time", "copy", "statistics", "jfr", "integration", "event", "expiry", "store")),
          entry(
              "memo",
              List.of(
                  "engine",
                  "time",
                  "copy",
                  "statistics",
                  "integration",
                  "event",
                  "expiry",
                  "store")));

  @TestFactory
  Stream<DynamicTest> package_dependencies_areThoseListed() {
    return MAY_USE.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(),
                    () ->
                        classes()
                            .that()
                            .resideInAPackage("dev.larder." + row.getKey() + "..")
                            .should()
                            .onlyDependOnClassesThat(
                                resideOutsideOfPackage("dev.larder..")
                                    .or(resideInAPackage("dev.larder"))
                                    .or(resideInAPackage("dev.larder." + row.getKey() + ".."))
                                    .or(anyOf(row.getValue())))
                            .check(CLASSES)));
  }

  private static DescribedPredicate<JavaClass> anyOf(List<String> names) {
    return resideInAPackage("dev.larder.none")
        .or(
            DescribedPredicate.describe(
                "one of " + names,
                type ->
                    names.stream()
                        .anyMatch(name -> type.getPackageName().startsWith("dev.larder." + name))));
  }

  @Test
  void provider_isUsedByTheRootPackageOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.larder")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(LarderCachingProvider.class)
        .check(CLASSES);
  }

  @Test
  void heapStore_isUsedThroughItsFactoryOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.larder.store.heap")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.larder.store.heap")
                .and(
                    DescribedPredicate.describe(
                        "not the factory",
                        type -> !type.getSimpleName().equals("HeapStoreFactory"))))
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("dev.larder.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void wallClock_isNeverRead() {
    WallClock.RULE.check(CLASSES);
  }

  @Test
  void wallClockRule_eachWayToReadOne_isFound() {
    JavaClasses readers = new ClassFileImporter().importClasses(WallClock.Readers.class);
    List<String> found = WallClock.RULE.evaluate(readers).getFailureReport().getDetails();
    for (JavaMethod reader : readers.get(WallClock.Readers.class).getMethods()) {
      boolean expected = !reader.getName().startsWith("harmless");
      assertThat(
          reader.getName(),
          found.stream().anyMatch(line -> line.contains(reader.getFullName())),
          is(expected));
    }
  }
}
