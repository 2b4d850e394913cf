/**
 * Does at most `width` things at a time, in the order they came; each is known by its id and is
 * never in the line twice.
 */
export type WaitingLine<Result> = {
  /** Joins the line; where the id is in it already, waits for that one. */
  join(id: number, work: () => Promise<Result>): Promise<Result>;
  has(id: number): boolean;
  /** Forgets what waits and whatever comes after, answering `left`. */
  stop(left: Result): void;
};

export function createWaitingLine<Result>(width: number): WaitingLine<Result> {
  const known = new Map<number, Promise<Result>>();
  const waiting: { start: () => void; leave: (left: Result) => void }[] = [];
  let running = 0;
  let stoppedWith: { left: Result } | null = null;

  const next = () => {
    while (running < width && waiting.length > 0) {
      running += 1;
      waiting.shift()?.start();
    }
  };
  const over = (id: number) => {
    known.delete(id);
    running -= 1;
    next();
  };

  return {
    join(id, work) {
      if (stoppedWith) return Promise.resolve(stoppedWith.left);
      const already = known.get(id);
      if (already) return already;
      const result = new Promise<Result>((resolve, reject) => {
        waiting.push({
          start: () =>
            void work()
              .then(resolve, reject)
              .finally(() => over(id)),
          leave: resolve,
        });
      });
      known.set(id, result);
      next();
      return result;
    },
    has: (id) => known.has(id),
    stop(left) {
      stoppedWith = { left };
      for (const one of waiting.splice(0)) one.leave(left);
    },
  };
}
