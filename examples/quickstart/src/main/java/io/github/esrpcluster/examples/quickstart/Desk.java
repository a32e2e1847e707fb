package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterManager;

/** All that commands work with. */
record Desk(ClusterManager manager, ServiceNames names, Clockwork clockwork, Narrator narrator) {}
