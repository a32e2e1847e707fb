package io.github.esrpcluster.concurrency;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs the tests of one class, which stand in core; exits with 1 at the first that fails. One that
 * ends in another error, as for a class that is missing, has found nothing.
 */
final class LincheckRun {
  /** As core's own build gives them. */
  static final List<String> JVM_OPTIONS =
      List.of("-XX:+EnableDynamicAgentLoading", "-Xshare:off", "-XX:+IgnoreUnrecognizedVMOptions");

  private LincheckRun() {}

  /** The argument is the name of the class. */
  public static void main(String[] args) throws Exception {
    Class<?> type = Class.forName(args[0]);
    int ran = 0;
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        run(type, method);
        ran++;
      }
    }
    System.out.println("tests that passed: " + ran);
    System.exit(ran == 0 ? 2 : 0);
  }

  private static void run(Class<?> type, Method method) throws Exception {
    method.setAccessible(true);
    try {
      method.invoke(type.getConstructor().newInstance());
    } catch (InvocationTargetException e) {
      boolean found = e.getCause() instanceof AssertionError;
      System.out.println((found ? "found by " : "broken: ") + method.getName());
      e.getCause().printStackTrace(System.out);
      System.exit(found ? 1 : 3);
    }
  }
}
