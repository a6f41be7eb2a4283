import { noteText } from '../person/note-text.ts'
import { personInTask } from '../person/person-in-task.ts'
import type { TransferRun } from '../run/transfer-run.ts'
import { writeOnce } from '../run/write-once.ts'
import { markOf } from '../transfers/transfer.ts'
import { applicantOf, type Step } from './step.ts'

// More would not fit into a note anyway.
const MOST_COMMENTS = 500

export const addNote: Step = async (run) => {
  const { id, accountId, vacancyId } = run.transfer()
  const [huntflow, applicantId] = [await run.huntflow(), applicantOf(run)]
  // Before the note is on its way: what fails while it is read must not look like a note that may be there.
  const note = { text: await textOf(run), ...(vacancyId === null ? {} : { vacancyId }) }
  await writeOnce(run, {
    find: () => huntflow.findNote(accountId, applicantId, markOf(id)),
    send: () => huntflow.addNote(accountId, applicantId, note),
    question: undefined,
  })
  return { outcome: 'done' }
}

async function textOf(run: TransferRun): Promise<string> {
  const { id, includeComments, data } = run.transfer()
  const task = await run.task()
  const comments = includeComments ? await (await run.clickup()).comments(task.id, MOST_COMMENTS) : undefined
  const placeholder = data.placeholder ?? null
  return noteText({ task, person: personInTask(task), comments, placeholder, mark: markOf(id) })
}
