package dev.larder.tools.top;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.tools.figures.Watch;
import dev.larder.tools.jmx.ConnectorServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;

/**
 * The page in a real browser, with the keyboard alone. Runs where Debian's Chromium and its driver
 * are installed.
 */
class WebPageBrowserTest {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final LarderCachingProvider provider = new LarderCachingProvider();
  private ConnectorServer server;
  private Watch watch;
  private WebPage page;
  private ChromeDriver browser;

  @BeforeEach
  void start(@TempDir Path profile) throws Exception {
    assumeTrue(runs(BROWSER) && runs(DRIVER), "no Chromium with its driver");
    CacheManager manager = provider.getCacheManager();
    for (String name : List.of("books", "films <b>&", "prices")) {
      Cache<Integer, String> cache =
          manager.createCache(
              name,
              LarderConfiguration.builder(Integer.class, String.class)
                  .maximumSize(100)
                  .statistics()
                  .management()
                  .build());
      for (int i = 0; i < 10 * name.length(); i++) {
        cache.put(2 * i, "value");
        cache.get(i);
      }
    }
    server = ConnectorServer.start();
    watch = Watches.of(server);
    page = WebPage.start(watch, 0);
    watch.sample();
    browser = new ChromeDriver(service(), options(profile));
    browser.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
    browser.get(page.address());
    until(() -> rows().size() == 3);
  }

  /** Returns whether a program is installed completely. */
  private static boolean runs(Path program) throws Exception {
    return Files.isExecutable(program)
        && new ProcessBuilder(program.toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  private static ChromeDriverService service() {
    return new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
  }

  private static ChromeOptions options(Path profile) {
    return new ChromeOptions()
        .setBinary(BROWSER.toFile())
        .addArguments(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1400,900",
            "--user-data-dir=" + profile);
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.quit();
    }
    if (page != null) {
      page.close();
    }
    if (server != null) {
      server.close();
    }
    provider.close();
  }

  /** Returns the names of the rows at one moment, because the page changes them. */
  private List<String> rows() {
    String script =
        "return [...document.querySelectorAll('#rows tr th')].map(e => e.textContent).join('|')";
    String names = String.valueOf(browser.executeScript(script));
    return names.isEmpty() ? List.of() : List.of(names.split("\\|", -1));
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean(), is(true));
  }

  private void press(CharSequence... keys) {
    new Actions(browser).sendKeys(keys).perform();
  }

  /** Presses the tabulator until an element with this text has the focus. */
  private void tabTo(String text) {
    for (int i = 0; i < 60; i++) {
      press(Keys.TAB);
      if (browser.switchTo().activeElement().getText().equals(text)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach '" + text + "'");
  }

  private String text(String id) {
    return browser.findElement(By.id(id)).getText();
  }

  @Test
  void page_loaded_showsTheFiguresOfTheCaches() {
    assertThat(rows(), is(List.of("books", "films <b>&", "prices")));
    assertThat(text("summary"), containsString("3 caches"));
    String hits = browser.findElement(By.cssSelector("#rows tr td:nth-of-type(2)")).getText();
    assertThat(hits, is("50.0 %"));
    List<LogEntry> log = browser.manage().logs().get("browser").getAll();
    assertThat(log, empty());
  }

  @Test
  void sort_byKeyboard_tellsTheScreenReader() throws Exception {
    tabTo("bound");
    press(Keys.ENTER);
    String sorted =
        "return document.querySelector('th[aria-sort]').textContent + ' ' +"
            + " document.querySelector('th[aria-sort]').getAttribute('aria-sort')";
    assertThat(browser.executeScript(sorted), is("bound descending"));
    press(Keys.ENTER);
    assertThat(browser.executeScript(sorted), is("bound ascending"));
    tabTo("full");
    press(Keys.ENTER);
    until(() -> rows().get(0).equals("films <b>&"));
  }

  @Test
  void filter_bySlash_showsMatchingCaches() throws Exception {
    press("/");
    press("ICE");
    until(() -> rows().equals(List.of("prices")));
    press(Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE);
    until(() -> rows().size() == 3);
  }

  @Test
  void details_byKeyboard_openAndGiveTheFocusBack() throws Exception {
    tabTo("films <b>&");
    press(Keys.ENTER);
    until(() -> text("configuration").contains("maximum-size=100"));
    assertThat(browser.switchTo().activeElement().getAttribute("id"), is("details-heading"));
    assertThat(text("details-heading"), is("films <b>&"));
    assertThat(text("figures"), containsString("failed reloads"));
    press(Keys.ESCAPE);
    assertThat(browser.findElement(By.id("details")).isDisplayed(), is(false));
    assertThat(browser.switchTo().activeElement().getText(), is("films <b>&"));
  }

  @Test
  void update_rowThatIsFocused_keepsTheFocus() throws Exception {
    tabTo("books");
    provider.getCacheManager().destroyCache("prices");
    watch.sample();
    until(() -> rows().size() == 2);
    assertThat(browser.switchTo().activeElement().getText(), is("books"));
  }

  @Test
  void server_ended_isAnnounced() throws Exception {
    page.close();
    until(() -> text("problem").contains("does not answer"));
    String role = browser.findElement(By.id("problem")).getAttribute("role");
    assertThat(role, notNullValue());
    assertThat(role, is("alert"));
  }
}
