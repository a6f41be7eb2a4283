import { writeOnce } from '../run/write-once.ts'
import { markOf } from '../transfers/transfer.ts'
import { applicantOf, type Step } from './step.ts'

// Newest first: what was written a moment ago is among them.
const MOST_COMMENTS = 100

export const commentOnTask: Step = async (run) => {
  const { id, taskId, accountId, data } = run.transfer()
  const clickup = await run.clickup()
  const mark = markOf(id)
  const applicant = data.applicantUrl ?? `applicant ${applicantOf(run)} of organisation ${accountId}`
  await writeOnce(run, {
    find: async () =>
      (await clickup.comments(taskId, MOST_COMMENTS)).find(({ text }) => text.includes(mark))?.id,
    send: () => clickup.addComment(taskId, `Transferred to Huntflow: ${applicant}\n${mark}`),
    question: undefined,
  })
  return { outcome: 'done' }
}
