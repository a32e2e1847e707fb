package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterManager;

/** The parts of the program that commands use. */
record CommandContext(
    ClusterManager manager, ServiceNames names, ManagerRuntime runtime, ProgressLog log) {}
