/** Work that can be laid aside wherever it yields. */
export type Job<Result = void> = Generator<void, Result, void>;

/** ms that a task may take before a job is laid aside: less than half of a frame, for a part that is longer than the rest comes on top. */
const BUDGET = 6;

/** Does a job: what is done within a few ms at once, the rest in tasks of their own, between which frames are drawn and keys are heard. */
export function runInTasks(job: Job<unknown>): void {
  const until = performance.now() + BUDGET;
  while (job.next().done !== true) {
    if (performance.now() >= until) return void setTimeout(() => runInTasks(job));
  }
}

/** Does all of a job now. */
export function finish<Result>(job: Job<Result>): Result {
  for (;;) {
    const part = job.next();
    if (part.done === true) return part.value;
  }
}
