package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Throws an error in the middle of each operation, at one point after the other, and checks that
 * the next calls find a consistent cluster: once with a single {@code OutOfMemoryError}, and once
 * with a {@code StackOverflowError} that comes again from every call at the same depth.
 *
 * <p>The default run leaves out points; {@code -Derrors.stride=2} tries all.
 */
class ErrorInjectionTest {
  /** Two of so many points in a row are tried; 0 for the default. */
  private static final int STRIDE = Integer.getInteger("errors.stride", 0);

  /** By default each point of these is tried. */
  private static final List<String> WHOLE = List.of("report", "register a new node");

  /** The threads of the executor and the scheduler have a whole stack. */
  private static final List<String> TASKS = List.of("sweep an expiry", "sweep", "notify");

  private static final boolean[] ONCE = {false};
  private static final boolean[] ONCE_AND_LASTING = {false, true};
  private static final int DEFAULT_STRIDE = 25;

  private static final Class<?> SCENARIO = load();

  private static Class<?> load() {
    try {
      return new ErrorInjector().loadClass(ErrorScenario.class.getName());
    } catch (ClassNotFoundException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unchecked")
  static Stream<String> operations() throws ReflectiveOperationException {
    return ((List<String>) SCENARIO.getMethod("operations").invoke(null)).stream();
  }

  // Bug: an error that came at the wrong place left a service on the fallback for good, made each
  // later report or registration of a node throw, or showed a node twice.
  @ParameterizedTest
  @MethodSource("operations")
  void error_at_any_point_leaves_a_consistent_cluster(String operation) throws Exception {
    int stride = STRIDE > 0 ? STRIDE : WHOLE.contains(operation) ? 2 : DEFAULT_STRIDE;
    List<String> wrong = new ArrayList<>();
    for (boolean lasting : TASKS.contains(operation) ? ONCE : ONCE_AND_LASTING) {
      for (int point = 1; ; point++) {
        boolean repeated = point % 2 == 0;
        List<String> found =
            point % stride > 1 ? List.of() : run(operation, point, lasting, repeated);
        if (found == null) {
          break;
        }
        if (!found.isEmpty()) {
          wrong.add("point " + point + (lasting ? ", lasting: " : ": ") + found);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Returns what is wrong after an error at that point; null if there is no such point. */
  @SuppressWarnings("unchecked")
  private static @Nullable List<String> run(
      String operation, int point, boolean lasting, boolean repeated) throws Exception {
    Method run =
        SCENARIO.getMethod(
            "run", String.class, int.class, Error.class, boolean.class, boolean.class);
    Error error = lasting ? new StackOverflowError() : new OutOfMemoryError();
    try {
      return (List<String>) run.invoke(null, operation, point, error, lasting, repeated);
    } catch (InvocationTargetException e) {
      throw new AssertionError(operation + " at point " + point, e.getCause());
    }
  }
}
