/** Starts servers and clients as processes of their own, and stops them. */
@NullMarked
package io.github.esrpcluster.wire;

import org.jspecify.annotations.NullMarked;
