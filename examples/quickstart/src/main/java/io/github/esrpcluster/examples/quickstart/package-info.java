/** Runs a cluster manager on JSON Lines: an example of how to embed the library. */
@NullMarked
package io.github.esrpcluster.examples.quickstart;

import org.jspecify.annotations.NullMarked;
