export type Lanes<Key> = {
  /**
   * Waits for a place in a lane.
   *
   * @returns what gives the place back; null where the lane doesn't move
   */
  enter(key: Key): Promise<(() => void) | null>;
};

/**
 * Keeps what goes one way from holding what goes another: so many at a time in each lane, and nobody
 * waits long for a lane in which nothing moves.
 *
 * @param width how many at a time in one lane
 * @param patience milliseconds that one waits, and after which one that is still in is in the way
 */
export function createLanes<Key>({
  width,
  patience,
}: {
  width: number;
  patience: number;
}): Lanes<Key> {
  type Lane = { began: number[]; waiting: (() => void)[] };
  const lanes = new Map<Key, Lane>();

  const isStuck = ({ began }: Lane) => performance.now() - Math.min(...began) > patience;

  function take(key: Key, lane: Lane): () => void {
    const at = performance.now();
    lane.began.push(at);
    return () => {
      lane.began.splice(lane.began.indexOf(at), 1);
      lane.waiting.shift()?.();
      if (lane.began.length === 0 && lane.waiting.length === 0) lanes.delete(key);
    };
  }

  return {
    async enter(key) {
      const lane = lanes.get(key) ?? { began: [], waiting: [] };
      lanes.set(key, lane);
      if (lane.began.length < width) return take(key, lane);
      if (isStuck(lane)) return null;
      return await new Promise((resolve) => {
        const admit = () => {
          clearTimeout(timer);
          resolve(take(key, lane));
        };
        const timer = setTimeout(() => {
          lane.waiting.splice(lane.waiting.indexOf(admit), 1);
          resolve(null);
        }, patience);
        lane.waiting.push(admit);
      });
    },
  };
}
