/** Virtual time, recorders and contracts for tests. */
@NullMarked
package io.github.esrpcluster.testkit;

import org.jspecify.annotations.NullMarked;
