/** Puts off what it is given for a moment, so that what belongs together is done together. */
export interface Gatherer {
  /** `run` takes the place of what waits under the same name. */
  add(name: string, run: () => void): void;
  /** Does at once what waits. */
  flush(): void;
  clear(): void;
}

/** `pause` in ms, counted from the first that waits. */
export function createGatherer(pause: number): Gatherer {
  const waiting = new Map<string, () => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = (): (() => void)[] => {
    clearTimeout(timer);
    timer = undefined;
    const runs = [...waiting.values()];
    waiting.clear();
    return runs;
  };
  const flush = (): void => {
    for (const run of take()) run();
  };
  return {
    add: (name, run) => {
      waiting.set(name, run);
      timer ??= setTimeout(flush, pause);
    },
    flush,
    clear: () => void take(),
  };
}
