package dev.larder.tools.jmx;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.larder.tools.UnusableInputException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** The JVMs of this user on this machine. */
final class LocalJvms {
  private LocalJvms() {}

  /** A JVM, by process id and what it runs. */
  record Jvm(String pid, String program) {
    @Override
    public String toString() {
      return program.isEmpty() ? pid : pid + " " + program;
    }
  }

  /** Returns all JVMs but this one, and others that run this tool. */
  static List<Jvm> all() {
    String own = Long.toString(ProcessHandle.current().pid());
    return VirtualMachine.list().stream()
        .filter(jvm -> !jvm.id().equals(own))
        .map(LocalJvms::jvm)
        .filter(jvm -> !isThisTool(jvm.program))
        .sorted(Comparator.comparing(jvm -> Long.parseLong(jvm.pid)))
        .toList();
  }

  private static boolean isThisTool(String program) {
    return program.equals("dev.larder.tools.Main") || program.endsWith("larder.jar");
  }

  private static Jvm jvm(VirtualMachineDescriptor descriptor) {
    String program = descriptor.displayName().strip();
    int end = program.indexOf(' ');
    return new Jvm(descriptor.id(), end < 0 ? program : program.substring(0, end));
  }

  /**
   * Starts the management agent of a JVM if it does not run, and returns its address.
   *
   * @throws UnusableInputException if there is no such JVM, or it does not let this user attach
   */
  static String managementAddress(String pid) {
    try {
      VirtualMachine jvm = VirtualMachine.attach(pid);
      try {
        return jvm.startLocalManagementAgent();
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new UnusableInputException(
          "cannot attach to process "
              + pid
              + ": "
              + e.getMessage()
              + "; accepted: the process id of a JVM of the same user. "
              + choices(all()));
    }
  }

  /** Lists JVMs for a message. */
  static String choices(List<Jvm> jvms) {
    return jvms.isEmpty()
        ? "No JVM of this user runs here"
        : "JVMs of this user:" + jvms.stream().map(jvm -> "\n  " + jvm).reduce("", String::concat);
  }
}
