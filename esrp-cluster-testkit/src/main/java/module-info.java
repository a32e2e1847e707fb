import org.jspecify.annotations.NullMarked;

/** Virtual time, recorders and contracts for tests of code that uses or extends esrp-cluster. */
@NullMarked
module io.github.esrpcluster.testkit {
  requires static transitive com.google.errorprone.annotations;
  requires transitive io.github.esrpcluster.api;
  requires transitive net.jqwik.api;
  requires transitive org.assertj.core;
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports io.github.esrpcluster.testkit;
}
