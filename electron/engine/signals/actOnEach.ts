/** Targets that are held at a time: each takes a descriptor until its end is known. */
const AT_A_TIME = 250;

/** Acts on each target, no more than some at a time. The answer is in the order of the targets. */
export async function actOnEach<T, R>(targets: readonly T[], act: (target: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < targets.length; index = next++) results[index] = await act(targets[index]!);
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, targets.length) }, work));
  return results;
}
