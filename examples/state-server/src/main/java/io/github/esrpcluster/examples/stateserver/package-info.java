/** Runs an ESRP state server: an example of how to put a cluster manager on the wire. */
@NullMarked
package io.github.esrpcluster.examples.stateserver;

import org.jspecify.annotations.NullMarked;
