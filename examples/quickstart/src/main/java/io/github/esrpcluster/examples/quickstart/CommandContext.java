package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.ClusterManager;

/**
 * The parts of the program that commands use.
 *
 * @param manager executes the commands
 * @param names names the services; refuses those that the program does not serve
 * @param runtime lets time pass
 * @param log prints what has no event
 */
public record CommandContext(
    ClusterManager manager, ServiceNames names, ManagerRuntime runtime, ProgressLog log) {}
