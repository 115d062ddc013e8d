package dev.larder.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The results of one run of the TCK, from Surefire's reports and the TCK's log.
 *
 * <p>The log is needed because the TCK excludes a test by replacing its body with a log line. JUnit
 * then reports it as passed.
 *
 * @param jdk the version of Java that it ran on
 * @param larder the names of Larder's jars on its class path
 * @param tests all tests that JUnit reports as run, as {@code class#method}
 * @param failed the tests that failed, broke or were skipped
 * @param hollow the tests whose body the TCK excluded
 * @param stores the stores of the caches that were created, from Larder's log
 * @param intercepted the tests that read a cache before and after they put an entry, where a
 *     witness was listening
 */
record TckRun(
    String jdk,
    List<String> larder,
    SortedSet<String> tests,
    SortedSet<String> failed,
    List<String> hollow,
    SortedSet<String> stores,
    SortedSet<String> intercepted) {

  private static final Pattern LEFT_OUT = Pattern.compile("EXCLUDING TEST '([^']+)'\\s+'([^']+)'");

  private static final Pattern STORE = Pattern.compile(", store=([\\w.$]+) \\(");

  private static final Pattern CALLS =
      Pattern.compile("INTERCEPTED (\\S+) CacheGets=(\\d+) CachePuts=(\\d+)");

  /** Reads the reports in a folder, which must have at least one. */
  static TckRun read(Path reports) {
    SortedSet<String> tests = new TreeSet<>();
    SortedSet<String> failed = new TreeSet<>();
    String jdk = "?";
    List<String> larder = List.of();
    for (Path report : files(reports, "TEST-*.xml")) {
      Document document = parse(report);
      jdk = property(document, "java.version");
      larder = jars(property(document, "surefire.test.class.path"));
      NodeList cases = document.getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element test = (Element) cases.item(i);
        String name = test.getAttribute("classname") + "#" + test.getAttribute("name");
        // A test appears twice in the report if its clean-up failed as well.
        tests.add(name);
        if (!passed(test)) {
          failed.add(name);
        }
      }
    }
    return new TckRun(
        jdk, larder, tests, failed, hollow(reports), stores(reports), intercepted(reports));
  }

  private static List<String> jars(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> entry.substring(entry.lastIndexOf(File.separator) + 1))
        .filter(name -> name.startsWith("larder-") && name.endsWith(".jar"))
        .toList();
  }

  private static boolean passed(Element test) {
    return Stream.of("failure", "error", "skipped", "rerunFailure", "flakyFailure")
        .allMatch(trouble -> test.getElementsByTagName(trouble).getLength() == 0);
  }

  private static List<String> hollow(Path reports) {
    List<String> found = new ArrayList<>();
    for (Path log : files(reports, "*-output.txt")) {
      Matcher line = LEFT_OUT.matcher(text(log));
      while (line.find()) {
        found.add(line.group(1) + "#" + line.group(2));
      }
    }
    return found;
  }

  private static SortedSet<String> stores(Path reports) {
    SortedSet<String> found = new TreeSet<>();
    for (Path log : files(reports, "*-output.txt")) {
      Matcher line = STORE.matcher(text(log));
      while (line.find()) {
        found.add(line.group(1));
      }
    }
    return found;
  }

  private static SortedSet<String> intercepted(Path reports) {
    SortedSet<String> found = new TreeSet<>();
    for (Path log : files(reports, "*-output.txt")) {
      Matcher line = CALLS.matcher(text(log));
      while (line.find()) {
        if (Integer.parseInt(line.group(2)) >= 2 && Integer.parseInt(line.group(3)) >= 1) {
          found.add(line.group(1));
        }
      }
    }
    return found;
  }

  private static String property(Document report, String name) {
    NodeList properties = report.getElementsByTagName("property");
    for (int i = 0; i < properties.getLength(); i++) {
      Element property = (Element) properties.item(i);
      if (property.getAttribute("name").equals(name)) {
        return property.getAttribute("value");
      }
    }
    throw new IllegalStateException("no property " + name + " in " + report.getDocumentURI());
  }

  private static List<Path> files(Path folder, String glob) {
    try (var stream = Files.newDirectoryStream(folder, glob)) {
      List<Path> found = new ArrayList<>();
      stream.forEach(found::add);
      if (found.isEmpty()) {
        throw new IllegalStateException("the TCK has left no " + glob + " in " + folder);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("the TCK has left no reports in " + folder, e);
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document parse(Path report) {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("not a test report: " + report, e);
    }
  }
}
