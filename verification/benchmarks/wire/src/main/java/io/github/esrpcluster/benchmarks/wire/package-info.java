/** Measures notifiers by one client on real sockets. */
@NullMarked
package io.github.esrpcluster.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
