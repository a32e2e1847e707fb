package io.github.esrpcluster.core;

import java.time.Instant;

/** Tells which manager fired an event, and when. */
record EventOrigin(String manager, Instant at) {}
