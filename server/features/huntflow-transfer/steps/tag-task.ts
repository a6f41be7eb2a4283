import type { Step } from './step.ts'

const TAG = 'huntflow'

/** Safe to repeat. */
export const tagTask: Step = async (run) => {
  await (await run.clickup()).tagTask(run.transfer().taskId, TAG)
  return { outcome: 'done' }
}
