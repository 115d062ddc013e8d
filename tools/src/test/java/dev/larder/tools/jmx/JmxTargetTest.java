package dev.larder.tools.jmx;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.tools.ChildJvm;
import dev.larder.tools.UnusableInputException;
import java.security.Principal;
import java.util.Set;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmxTargetTest {
  private static JmxConnection connect(String target) {
    return new JmxTarget(target, null, null).connect();
  }

  @Test
  void connect_processId_attaches() throws Exception {
    try (ChildJvm child = ChildJvm.start(ChildJvm.Caches.class);
        JmxConnection connection = connect(child.pid())) {
      assertThat(connection.beans().getMBeanCount(), greaterThan(0));
      assertThat(connection.name(), startsWith(child.pid() + " "));
    }
  }

  @Test
  void connect_partOfProgramName_attaches() throws Exception {
    try (ChildJvm child = ChildJvm.start(ChildJvm.Caches.class);
        JmxConnection connection = connect("ChildJvm$Caches")) {
      assertThat(connection.name(), startsWith(child.pid() + " "));
    }
  }

  @Test
  void connect_address_connects() throws Exception {
    try (ConnectorServer server = ConnectorServer.start();
        JmxConnection connection = connect(server.address())) {
      assertThat(connection.name(), is(server.address()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:1, cannot connect to localhost:1: Connection refused",
    "999999999, cannot attach to process 999999999",
    "no such program, no program here has 'no such program' in its name",
    "service:jmx:nothing://x, service:jmx:nothing://x is no JMX address",
    "service:jmx:, service:jmx: is no JMX address"
  })
  void connect_unusableTarget_isRefused(String target, String message) {
    Exception refused = assertThrows(UnusableInputException.class, () -> connect(target));
    assertThat(refused.getMessage(), containsString(message));
  }

  @Test
  void connect_wrongPassword_saysHowToGiveOne() throws Exception {
    try (ConnectorServer server =
        ConnectorServer.start(
            given -> {
              String[] pair = given instanceof String[] both ? both : new String[] {"", ""};
              if (pair[0].equals("monitor") && pair[1].equals("secret")) {
                return new Subject(true, Set.<Principal>of(), Set.of(), Set.of());
              }
              throw new SecurityException("Authentication failed!");
            })) {
      Exception refused =
          assertThrows(
              UnusableInputException.class,
              () -> new JmxTarget(server.address(), "monitor", "wrong").connect());
      assertThat(refused.getMessage(), containsString("LARDER_JMX_PASSWORD"));
      new JmxTarget(server.address(), "monitor", "secret").connect().close();
    }
  }
}
