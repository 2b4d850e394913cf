import type { Committed } from '../commands/command.ts';
import type { Log } from '../log.ts';

export type Subscriber = (committed: Committed) => void;

export type News = {
  publish: Subscriber;
  /** Nothing that commands do depends on who listens. */
  subscribe(subscriber: Subscriber): void;
};

/** Tells what was committed to whoever subscribed; one that fails is not the others' trouble. */
export function createNews(log: Log): News {
  const subscribers: Subscriber[] = [];
  return {
    publish(committed) {
      for (const subscriber of subscribers) {
        try {
          subscriber(committed);
        } catch (error) {
          log.error({ err: error }, 'a subscriber failed');
        }
      }
    },
    subscribe: (subscriber) => void subscribers.push(subscriber),
  };
}
