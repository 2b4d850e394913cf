import type { Log } from '../log.ts';

export type StopList = {
  add(name: string, stop: () => Promise<unknown>): void;
  stop(): Promise<void>;
};

/** What has begun, to be ended in the reverse order; one that fails to end doesn't hold the rest. */
export function createStopList(log: Log): StopList {
  const begun: { name: string; stop: () => Promise<unknown> }[] = [];
  return {
    add: (name, stop) => void begun.push({ name, stop }),
    async stop() {
      for (let part = begun.pop(); part; part = begun.pop()) {
        const { name, stop } = part;
        await stop().catch((error) => log.warn({ err: error, part: name }, 'did not end well'));
      }
    },
  };
}
