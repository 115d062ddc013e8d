package dev.larder.site;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteBuilderTest {
  @TempDir Path folder;
  private Path site;

  @BeforeEach
  void writePages() throws IOException {
    site = folder.resolve("site");
    page("README.md", "# Home\n\nSee [all](src/docs/README.md).\n");
    page("src/docs/README.md", "# All\n\n## Guides\n\n- [One](one.md): the first\n");
    page(
        "src/docs/one.md",
        "# One\n\n## First part\n\nText of `Cache`.\n\n## Second\n\n| a |\n|---|\n");
    page("provider/target/reports/apidocs/index.html", "<p>javadoc</p>");
    page("provider/target/reports/apidocs/dev/Cache.html", "<p>the type</p>");
  }

  private void page(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Document build(String page) throws IOException {
    new SiteBuilder(folder.toRealPath(), site).build(List.of("provider"));
    return Jsoup.parse(site.resolve(page));
  }

  private String problems() {
    return assertThrows(
            IllegalStateException.class,
            () -> new SiteBuilder(folder.toRealPath(), site).build(List.of("provider")))
        .getMessage();
  }

  @Test
  void build_links_leadToHtml() throws IOException {
    Document home = build("index.html");
    assertThat(home.select("main a").eachAttr("href"), contains("docs/index.html"));
    assertThat(home.title(), is("Home - Larder"));
  }

  @Test
  void build_menu_namesPagesAndJavadoc() throws IOException {
    Document one = build("docs/one.html");
    assertThat(
        one.select("nav.menu a").eachAttr("href"),
        contains("../docs/one.html", "../api/provider/index.html"));
    assertThat(one.select("nav.menu a[aria-current]").eachText(), contains("One"));
    assertThat(one.select("nav.contents a").eachAttr("href"), contains("#first-part", "#second"));
  }

  @Test
  void build_nameOfType_leadsToItsJavadoc() throws IOException {
    assertThat(
        build("docs/one.html").select("a.api").eachAttr("href"),
        contains("../api/provider/dev/Cache.html"));
  }

  @Test
  void build_linkToOtherFile_copiesIt() throws IOException {
    page("tools/schema.json", "{}");
    page("README.md", "# Home\n\n[all](src/docs/README.md) [schema](tools/schema.json)\n");
    assertThat(
        build("index.html").select("main a").eachAttr("href"),
        contains("docs/index.html", "files/tools/schema.json"));
    assertThat(Files.readString(site.resolve("files/tools/schema.json")), is("{}"));
  }

  @Test
  void build_searchIndex_hasASectionForEachHeading() throws IOException {
    build("index.html");
    String index = Files.readString(site.resolve("assets/search-index.js"));
    assertThat(index, startsWith("window.larderSections = ["));
    assertThat(index, containsString("\"url\":\"docs/one.html#first-part\",\"page\":\"One\""));
    assertThat(index, containsString("Text of Cache."));
  }

  @Test
  void build_againWithFewerPages_leavesNothingOld() throws IOException {
    page("src/docs/two.md", "# Two\n\nText.\n");
    page("src/docs/README.md", "# All\n\n## Guides\n\n- [One](one.md)\n- [Two](two.md)\n");
    build("docs/two.html");
    Files.delete(folder.resolve("src/docs/two.md"));
    page("src/docs/README.md", "# All\n\n## Guides\n\n- [One](one.md): the first\n");
    build("index.html");
    assertThat(Files.exists(site.resolve("docs/two.html")), is(false));
  }

  @Test
  void build_deadLinks_failAndAreNamed() throws IOException {
    page(
        "README.md",
        "# Home\n\n[all](src/docs/README.md) [a](src/docs/gone.md) [b](src/docs/one.md#third)"
            + " [c](https://example.com/any) ![d](gone.svg)\n");
    String problems = problems();
    assertThat(problems, containsString("3 dead links"));
    assertThat(problems, containsString("README.md: 'src/docs/gone.md' does not exist"));
    assertThat(problems, containsString("README.md: 'gone.svg' does not exist"));
    assertThat(
        problems, containsString("README.md: 'docs/one.html#third' names no heading of that page"));
    assertThat(problems, not(containsString("example.com")));
  }

  @Test
  void build_idsOfTheTemplate_areNoHeadings() throws IOException {
    page("README.md", "# Home\n\n[all](src/docs/README.md) [x](#larder-search) [y](htp://z)\n");
    assertThat(problems(), containsString("2 dead links"));
  }

  @Test
  void build_twoPagesOfOneName_fails() throws IOException {
    page("src/docs/index.md", "# Index\n\nText.\n");
    assertThat(problems(), containsString("another page is docs/index.html too"));
  }

  @Test
  void build_encodedLink_isFollowed() throws IOException {
    page("src/docs/a page.md", "# A page\n\nText.\n");
    page("README.md", "# Home\n\n[all](src/docs/README.md) [a](src/docs/a%20page.md)\n");
    assertThat(build("docs/a page.html").title(), is("A page - Larder"));
  }

  @Test
  void build_linkOutOfTheRepository_fails() throws IOException {
    page("README.md", "# Home\n\n[all](src/docs/README.md) [x](../../etc/hosts)\n");
    assertThat(problems(), containsString("'../../etc/hosts' does not exist"));
  }

  @Test
  void build_pageWithoutLinksToIt_fails() throws IOException {
    page("src/docs/lost.md", "# Lost\n");
    assertThat(problems(), containsString("src/docs/lost.md: no page links to it"));
  }

  @Test
  void build_pageWithoutText_fails() throws IOException {
    page("src/docs/one.md", "# One\n");
    assertThat(problems(), containsString("src/docs/one.md: has no text"));
  }

  @Test
  void build_moduleWithoutJavadoc_fails() {
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> new SiteBuilder(folder.toRealPath(), site).build(List.of("valkey")))
            .getMessage();
    assertThat(message, startsWith("no javadoc of valkey: "));
  }
}
