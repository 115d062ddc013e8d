package dev.larder.tools.jmx;

import dev.larder.tools.UnusableInputException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * A JVM to connect to.
 *
 * @param text a process id, a JMX address, HOST:PORT, or a part of the name of a program that runs
 *     here; empty for the only JVM that runs here
 * @param user the user name for the JMX address, null for none
 * @param password the password, null for none
 */
public record JmxTarget(String text, @Nullable String user, @Nullable String password) {
  private static final Pattern PID = Pattern.compile("\\d{1,10}");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?<host>[\\w.-]+|\\[[0-9a-fA-F:.]+]):(?<port>\\d{1,5})");
  private static final String SCHEME = "service:jmx:";

  /**
   * Connects.
   *
   * @throws UnusableInputException if there is no such JVM, or it refuses the connection
   */
  public JmxConnection connect() {
    if (text.startsWith(SCHEME)) {
      return connect(text, text);
    }
    var address = HOST_AND_PORT.matcher(text);
    if (address.matches()) {
      String url = SCHEME + "rmi:///jndi/rmi://" + text + "/jmxrmi";
      return connect(url, text);
    }
    if (PID.matcher(text).matches()) {
      return connect(LocalJvms.managementAddress(text), nameOf(text));
    }
    LocalJvms.Jvm found = find();
    return connect(LocalJvms.managementAddress(found.pid()), found.toString());
  }

  private static String nameOf(String pid) {
    return LocalJvms.all().stream()
        .filter(jvm -> jvm.pid().equals(pid))
        .findFirst()
        .map(LocalJvms.Jvm::toString)
        .orElse(pid);
  }

  private LocalJvms.Jvm find() {
    List<LocalJvms.Jvm> all = LocalJvms.all();
    List<LocalJvms.Jvm> matching =
        all.stream().filter(jvm -> jvm.program().contains(text)).toList();
    if (matching.size() == 1) {
      return matching.get(0);
    }
    String problem =
        text.isEmpty()
            ? "which JVM? Give its process id, or its JMX address. "
            : (matching.isEmpty() ? "no program" : "more than one program")
                + " here has '"
                + text
                + "' in its name; accepted: a process id, such a name, HOST:PORT, or"
                + " service:jmx:... . ";
    throw new UnusableInputException(
        problem + LocalJvms.choices(matching.isEmpty() ? all : matching));
  }

  @SuppressWarnings("BanJNDI") // the user of the command chooses the address
  private JmxConnection connect(String url, String name) {
    try {
      Map<String, ?> environment =
          user == null
              ? Map.of()
              : Map.of(
                  JMXConnector.CREDENTIALS, new String[] {user, password == null ? "" : password});
      JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url), environment);
      return new JmxConnection(name, connector, connector.getMBeanServerConnection());
    } catch (MalformedURLException e) {
      throw new UnusableInputException(
          name + " is no JMX address: " + e.getMessage() + "; accepted: service:jmx:...");
    } catch (IOException e) {
      throw new UnusableInputException("cannot connect to " + name + ": " + reason(e));
    } catch (SecurityException e) {
      throw new UnusableInputException(
          name
              + " refuses the connection: "
              + e.getMessage()
              + "; --user gives a user name, and the variable LARDER_JMX_PASSWORD the password");
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
