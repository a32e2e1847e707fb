import org.jspecify.annotations.NullMarked;

/** Virtual time, recorders and views for tests of code that uses or extends esrp-cluster. */
@NullMarked
module io.github.esrpcluster.testkit {
  requires static com.google.errorprone.annotations;
  requires transitive io.github.esrpcluster.api;
  requires static org.jspecify;

  exports io.github.esrpcluster.testkit;
}
