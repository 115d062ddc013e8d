package dev.larder.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Builds the documentation site: the Markdown pages of the repository as HTML, a menu, a search
 * index and the javadoc of the modules. The site works from any folder, without a server.
 */
public final class SiteBuilder {
  private static final String HIGHLIGHT = "/META-INF/resources/webjars/highlightjs/11.11.1/";

  /** The files of the site that no page decides, and the resources that hold them. */
  private static final List<List<String>> ASSETS =
      List.of(
          List.of("site.css", "site.css"),
          List.of("site.js", "site.js"),
          List.of("lunr.js", "/META-INF/resources/webjars/lunr/2.3.9/lunr.min.js"),
          List.of("highlight.js", HIGHLIGHT + "highlight.min.js"),
          List.of("groovy.js", HIGHLIGHT + "languages/groovy.min.js"));

  private final Path repository;
  private final Path site;

  SiteBuilder(Path repository, Path site) {
    this.repository = repository;
    this.site = site;
  }

  /**
   * Builds the site.
   *
   * @param arguments the folder of the repository, the folder of the site, and the modules whose
   *     javadoc is included
   * @throws IllegalStateException if a page has a dead link, or the javadoc of a module is missing
   */
  public static void main(String[] arguments) throws IOException {
    List<String> modules = Arrays.asList(arguments).subList(2, arguments.length);
    Path repository = Path.of(arguments[0]).toRealPath();
    System.out.println(
        new SiteBuilder(repository, Path.of(arguments[1]).toAbsolutePath().normalize())
            .build(modules));
  }

  /** Builds the site and returns a line that tells what is in it. */
  String build(List<String> modules) throws IOException {
    delete(site);
    for (String module : modules) {
      copyJavadoc(module);
    }
    for (List<String> asset : ASSETS) {
      copyResource(asset.get(1), site.resolve("assets").resolve(asset.get(0)));
    }
    List<Page> pages = new PageRenderer(repository, site, ApiIndex.of(site)).renderAll();
    Navigation navigation = Navigation.of(pages, modules);
    for (Page page : pages) {
      write(page.url(), new Template(navigation).apply(page));
    }
    write("assets/search-index.js", SearchIndex.of(pages));
    LinkChecker checker = new LinkChecker(site, pages);
    List<String> dead = checker.problems();
    if (!dead.isEmpty()) {
      throw new IllegalStateException(
          "the site has " + dead.size() + " dead links:\n" + String.join("\n", dead));
    }
    return "site: %d pages, the javadoc of %d modules, %d links: %s"
        .formatted(pages.size(), modules.size(), checker.links(), site.resolve("index.html"));
  }

  private void copyJavadoc(String module) throws IOException {
    Path javadoc = repository.resolve(module).resolve("target/reports/apidocs");
    if (!Files.exists(javadoc.resolve("index.html"))) {
      throw new IllegalStateException("no javadoc of " + module + ": " + javadoc + " is not there");
    }
    try (Stream<Path> files = Files.walk(javadoc)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = site.resolve("api").resolve(module).resolve(javadoc.relativize(file));
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
  }

  private static void copyResource(String name, Path file) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try (InputStream in = SiteBuilder.class.getResourceAsStream(name)) {
      Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
    }
  }

  private void write(String url, String content) throws IOException {
    Path file = site.resolve(url);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> files = new ArrayList<>();
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(files::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
