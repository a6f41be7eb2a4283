import { makeHistoryId, makePlaceId, makeUuid } from '../state/ids.ts'
import { listOf, mustHave } from '../state/look-up.ts'
import type { Attachment, Task } from '../state/model.ts'
import { addComment } from '../state/state.ts'
import { COMMENTS } from './names.ts'
import { makePdf } from '../../shared/pdf.ts'
import { at, times } from '../../shared/cycle.ts'
import { HOUR_MS, type SeedContext } from './seed-context.ts'

/** The first commented task has many comments, so that they need pages. */
export function seedComments(context: SeedContext): void {
  const { state, random, nowMs } = context
  const tasks = ownTasks(context)
  if (tasks.length === 0) return
  const many = Math.min(60, Math.ceil(context.size.comments / 4))
  for (const index of times(context.size.comments)) {
    const task = index < many ? at(tasks, 0) : at(tasks, index * 3)
    addComment(state, {
      id: makePlaceId(random),
      historyId: makeHistoryId(random),
      taskId: task.id,
      parentId: null,
      parts: [{ text: at(COMMENTS, index) }],
      userId: index % 2 === 0 ? state.ownerId : state.memberId,
      assigneeId: index % 10 === 9 ? state.ownerId : null,
      resolved: false,
      // Several within one millisecond: only the id tells them apart.
      madeMs: nowMs - (context.size.comments - Math.floor(index / 2)) * HOUR_MS,
    })
  }
}

/** Mostly PDFs, some pictures and texts; now and then one that says PDF and is none. */
export function seedAttachments(context: SeedContext): void {
  const tasks = ownTasks(context)
  if (tasks.length === 0) return
  for (const index of times(context.size.attachments)) {
    const task = at(tasks, Math.floor(index / 2) * 5)
    task.attachments.push(makeFile(context, task, index))
  }
}

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

function makeFile({ state, random, nowMs }: SeedContext, task: Task, index: number): Attachment {
  const { title, extension, mimeType, content } = at(FILES, index)(index)
  return {
    id: `${makeUuid(random)}.${extension}`,
    title,
    extension,
    mimeType,
    size: content.length,
    content,
    addedMs: Math.max(task.createdMs, nowMs - (index + 1) * HOUR_MS),
    userId: state.ownerId,
    foreignUrl: null,
  }
}

type File = Pick<Attachment, 'title' | 'extension' | 'mimeType' | 'content'>

const pdf = (index: number): File => ({
  title: `CV ${index} – резюме.pdf`,
  extension: 'pdf',
  mimeType: 'application/pdf',
  content: makePdf(['Curriculum vitae', `Person ${index}`, `person${index}@mail.example`, '+375 29 1234567']),
})

const FILES: readonly ((index: number) => File)[] = [
  pdf,
  pdf,
  (index) => ({
    title: `photo-${index}.PNG`,
    extension: 'png',
    mimeType: 'image/png',
    content: Buffer.from(PIXEL, 'base64'),
  }),
  pdf,
  (index) => ({
    title: `notes ${index}.txt`,
    extension: 'txt',
    mimeType: 'text/plain',
    content: Buffer.from('Notes of the talk\n'),
  }),
  (index) => ({
    title: `not-really-${index}.pdf`,
    extension: 'pdf',
    mimeType: 'application/pdf',
    content: Buffer.from('<html><body>Please sign in</body></html>'),
  }),
]

function ownTasks({ state }: SeedContext): readonly Task[] {
  return [...state.tasks.values()].filter(
    (task) => mustHave(state.spaces, listOf(state, task).spaceId).teamId === state.teamId,
  )
}
