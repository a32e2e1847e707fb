import org.jspecify.annotations.NullMarked;

/**
 * The JSON bodies of NENA i3, strict on writing and tolerant of every known dialect on reading; and
 * notifier and subscriber of its event packages.
 */
@NullMarked
@SuppressWarnings("module") // i3 is the name of the standard, and ends in a digit
module io.github.esrpcluster.i3 {
  requires static com.google.errorprone.annotations;
  requires transitive io.github.esrpcluster.api;
  requires io.github.esrpcluster.json;
  requires static org.jspecify;
  requires tools.jackson.databind;

  exports io.github.esrpcluster.i3;
  exports io.github.esrpcluster.i3.notify;
  exports io.github.esrpcluster.i3.sip;
}
