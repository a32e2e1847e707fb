package io.github.esrpcluster.concurrency;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs the tests of one class of core; exits with 1 at the first that fails. A test that ends in
 * another error, for example because a class is missing, has killed nothing: the exit is 3.
 */
final class LincheckRun {
  /** The options of core's own build. */
  static final List<String> JVM_OPTIONS =
      List.of("-XX:+EnableDynamicAgentLoading", "-Xshare:off", "-XX:+IgnoreUnrecognizedVMOptions");

  private LincheckRun() {}

  /** Runs the class that the argument names. */
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
      boolean killed = e.getCause() instanceof AssertionError;
      System.out.println((killed ? "killed by " : "broken: ") + method.getName());
      e.getCause().printStackTrace(System.out);
      System.exit(killed ? 1 : 3);
    }
  }
}
