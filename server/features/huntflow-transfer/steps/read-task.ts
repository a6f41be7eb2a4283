import { plainLine } from '../../../shared/plain-line.ts'
import { accountOf, type Step } from './step.ts'

/** Before anything is written, both sides are looked at. */
export const readTask: Step = async (run) => {
  const { name, url } = await run.task()
  await accountOf(run)
  return { outcome: 'done', data: { task: { name: plainLine(name, 500), url } } }
}
