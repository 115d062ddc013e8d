package dev.larder.site;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** The HTML around the text of a page: menu, search field and table of contents. */
final class Template {
  private static final String SHELL =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title></title>
      <link rel="stylesheet" href="@assets/site.css">
      <script defer src="@assets/highlight.js"></script>
      <script defer src="@assets/groovy.js"></script>
      <script defer src="@assets/lunr.js"></script>
      <script defer src="@assets/site.js"></script>
      </head>
      <body data-root="@">
      <a class="skip" href="#larder-content">Skip to the text</a>
      <header>
      <a class="brand" href="@index.html">Larder</a>
      <div class="search" role="search">
      <input id="larder-search" type="search" placeholder="Search (press /)" aria-label="Search" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="larder-results">
      <ul id="larder-results" aria-label="Search results" hidden></ul>
      </div>
      </header>
      <div class="columns">
      <nav class="menu" aria-label="Documentation"></nav>
      <main class="page" id="larder-content"></main>
      <nav class="contents" aria-label="On this page"></nav>
      </div>
      </body>
      </html>
      """;

  private final Navigation navigation;

  Template(Navigation navigation) {
    this.navigation = navigation;
  }

  /** Returns the whole HTML of a page. */
  String apply(Page page) {
    Document html = Parser.htmlParser().parseInput(SHELL.replace("@", page.root()), "");
    html.title(page.title().equals("Larder") ? "Larder" : page.title() + " - Larder");
    fillMenu(html.expectFirst("nav.menu"), page);
    html.expectFirst("main").append(page.body().html());
    fillContents(html.expectFirst("nav.contents"), page);
    html.outputSettings().prettyPrint(false);
    return html.outerHtml();
  }

  private void fillMenu(Element menu, Page page) {
    for (Navigation.Group group : navigation.groups()) {
      menu.appendElement("h2").text(group.title());
      Element list = menu.appendElement("ul");
      for (Navigation.Link link : group.links()) {
        Element a = list.appendElement("li").appendElement("a");
        a.attr("href", page.root() + link.url()).text(link.title());
        if (link.url().equals(page.url())) {
          a.attr("aria-current", "page");
        }
      }
    }
  }

  private static void fillContents(Element contents, Page page) {
    if (page.body().select("h2[id]").size() < 2) {
      return;
    }
    contents.appendElement("h2").text("On this page");
    Element list = contents.appendElement("ul");
    for (Element heading : page.body().select("h2[id], h3[id]")) {
      Element item = list.appendElement("li").addClass(heading.tagName());
      item.appendElement("a").attr("href", "#" + heading.id()).text(heading.text());
    }
  }
}
