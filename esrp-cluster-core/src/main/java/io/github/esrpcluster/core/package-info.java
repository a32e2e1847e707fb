/** The thread-safe, in-memory cluster manager. */
@NullMarked
package io.github.esrpcluster.core;

import org.jspecify.annotations.NullMarked;
