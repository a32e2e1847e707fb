package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.MethodExitEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import com.sun.jdi.request.MethodExitRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Follows the thread of one report that changes a published status, in a JVM of its own, and counts
 * the classes of core that it enters: the path must stay readable.
 */
class ReportPathTest {
  private static final String PACKAGE = "io.github.esrpcluster.core.";
  private static final Set<String> OF_TESTS = Set.of("Rig", "LogCapture");

  private final Set<String> classes = new TreeSet<>();
  private final Deque<String> stack = new ArrayDeque<>();
  private int changes;
  private String current = "";
  private boolean reporting;

  @Test
  void report_enters_few_classes_and_changes_class_seldom() throws Exception {
    VirtualMachine machine = launch();
    request(machine);
    follow(machine);
    assertThat(classes).contains("ServiceCluster", "StatusEvaluator", "NotificationFeed");
    assertThat(classes).as("classes entered").hasSizeLessThan(20);
    assertThat(changes).as("changes of class").isLessThan(100);
  }

  private static VirtualMachine launch() throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("main").setValue(OneReport.class.getName());
    arguments.get("options").setValue("-cp \"" + System.getProperty("java.class.path") + "\"");
    VirtualMachine machine = connector.launch(arguments);
    drain(machine.process().getInputStream());
    drain(machine.process().getErrorStream());
    return machine;
  }

  /** A program whose output is not read may wait for ever. */
  private static void drain(InputStream output) {
    Thread reader =
        new Thread(
            () -> {
              try {
                output.readAllBytes();
              } catch (IOException e) {
                // the program has ended
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  private static void request(VirtualMachine machine) {
    MethodEntryRequest entries = machine.eventRequestManager().createMethodEntryRequest();
    entries.addClassFilter(PACKAGE + "*");
    entries.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    entries.enable();
    MethodExitRequest exits = machine.eventRequestManager().createMethodExitRequest();
    exits.addClassFilter(PACKAGE + "*");
    exits.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    exits.enable();
  }

  private void follow(VirtualMachine machine) throws InterruptedException {
    while (true) {
      EventSet events = machine.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof MethodEntryEvent entry && isMain(entry.thread())) {
          entered(entry.method());
        } else if (event instanceof MethodExitEvent exit && isMain(exit.thread())) {
          left(exit.method());
        } else if (event instanceof VMDisconnectEvent) {
          return;
        }
      }
      events.resume();
    }
  }

  private static boolean isMain(ThreadReference thread) {
    return thread.name().equals("main");
  }

  private void entered(Method method) {
    if (isReport(method)) {
      reporting = true;
    } else if (reporting && isCode(method)) {
      String name = outer(method);
      classes.add(name);
      stack.push(name);
      move(name);
    }
  }

  private void left(Method method) {
    if (isReport(method)) {
      reporting = false;
    } else if (reporting && isCode(method)) {
      stack.pop();
      if (!stack.isEmpty()) {
        move(stack.peek());
      }
    }
  }

  private void move(String to) {
    if (!to.equals(current)) {
      changes++;
      current = to;
    }
  }

  private static boolean isReport(Method method) {
    return method.declaringType().name().equals(OneReport.class.getName())
        && method.name().equals("report");
  }

  private static boolean isCode(Method method) {
    return !method.declaringType().name().contains("$$Lambda") && !OF_TESTS.contains(outer(method));
  }

  private static String outer(Method method) {
    String name = method.declaringType().name().substring(PACKAGE.length());
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
