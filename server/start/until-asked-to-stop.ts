/** Resolves when the operator asks this process to stop: Ctrl-C, a service manager, a closed terminal. */
export async function untilAskedToStop(): Promise<void> {
  await new Promise<void>((resolve) => {
    // `on`, not `once`: a second Ctrl-C while stopping must not kill it halfway.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve());
  });
}
