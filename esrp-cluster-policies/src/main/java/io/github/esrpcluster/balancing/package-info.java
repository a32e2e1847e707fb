/** Strategies that choose an element for a call. */
@NullMarked
package io.github.esrpcluster.balancing;

import org.jspecify.annotations.NullMarked;
