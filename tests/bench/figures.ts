/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `work` for each index below `count`, `width` at a time; @returns the seconds it took. */
export async function atOnce(
  width: number,
  count: number,
  work: (index: number, lane: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: width }, async (_, lane) => {
      for (let index = next++; index < count; index = next++) await work(index, lane);
    }),
  );
  return (performance.now() - began) / 1000;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
