/** Notification bodies and log events as i3 JSON. */
@NullMarked
package io.github.esrpcluster.i3;

import org.jspecify.annotations.NullMarked;
