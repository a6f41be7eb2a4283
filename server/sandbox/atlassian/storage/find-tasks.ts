import { attributeIn, type Tag, tagsOf } from './scan.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

/** One `ac:task`, nested ones included; spans are of the text inside the elements. */
export interface FoundTask {
  /** Behind the opening tag. */
  readonly insideAt: number
  readonly idSpan: Span | undefined
  readonly uuidSpan: Span | undefined
  readonly statusSpan: Span | undefined
  readonly bodySpan: Span | undefined
}

type Part = 'idSpan' | 'uuidSpan' | 'statusSpan' | 'bodySpan'

const PARTS: Readonly<Record<string, Part>> = {
  'ac:task-id': 'idSpan',
  'ac:task-uuid': 'uuidSpan',
  'ac:task-status': 'statusSpan',
  'ac:task-body': 'bodySpan',
}

interface OpenTask {
  readonly insideAt: number
  readonly order: number
  readonly starts: Partial<Record<Part, number>>
  readonly spans: Partial<Record<Part, Span>>
}

/** In the order of their opening tags. */
export function findTasks(body: string): readonly FoundTask[] {
  const open: OpenTask[] = []
  const found: { readonly order: number; readonly task: FoundTask }[] = []
  let order = 0
  for (const tag of tagsOf(body)) {
    if (tag.name === 'ac:task' && tag.kind === 'open')
      open.push({ insideAt: tag.end, order: order++, starts: {}, spans: {} })
    else if (tag.name === 'ac:task' && tag.kind === 'close') {
      const task = open.pop()
      if (task !== undefined) found.push({ order: task.order, task: closed(task) })
    } else notePart(open.at(-1), tag)
  }
  return found.sort((a, b) => a.order - b.order).map(({ task }) => task)
}

function closed({ insideAt, spans }: OpenTask): FoundTask {
  const { idSpan, uuidSpan, statusSpan, bodySpan } = spans
  return { insideAt, idSpan, uuidSpan, statusSpan, bodySpan }
}

function notePart(task: OpenTask | undefined, tag: Tag): void {
  const part = PARTS[tag.name]
  if (task === undefined || part === undefined) return
  if (tag.kind === 'open') task.starts[part] = tag.end
  const start = task.starts[part]
  if (tag.kind === 'close' && start !== undefined) task.spans[part] = { start, end: tag.start }
}

export interface TaskFacts {
  readonly localId: string
  readonly isComplete: boolean
  readonly body: string
  readonly isBlank: boolean
  /** `ri:account-id`, `ri:userkey` or `ri:username` of the first mention. */
  readonly mention: { readonly accountId?: string; readonly userKey?: string; readonly username?: string }
  readonly dueDate: string | undefined
}

/** Tasks without a number are none to Confluence. */
export function taskFacts(storage: string): readonly TaskFacts[] {
  return findTasks(storage).flatMap(({ idSpan, statusSpan, bodySpan }) => {
    const localId = textOf(storage, idSpan)
    if (localId === '') return []
    const body = bodySpan === undefined ? '' : storage.slice(bodySpan.start, bodySpan.end)
    return [
      {
        localId,
        isComplete: textOf(storage, statusSpan) === 'complete',
        body,
        isBlank: body.replaceAll(/<[^>]*>|&nbsp;|\s/g, '') === '',
        mention: mentionIn(body),
        dueDate: /<time[^>]*\bdatetime="(\d{4}-\d{2}-\d{2})"/.exec(body)?.[1],
      },
    ]
  })
}

function mentionIn(body: string): TaskFacts['mention'] {
  for (const { name, attributes } of tagsOf(body)) {
    if (name !== 'ri:user') continue
    const accountId = attributeIn(attributes, 'ri:account-id')
    const userKey = attributeIn(attributes, 'ri:userkey')
    const username = attributeIn(attributes, 'ri:username')
    if (accountId !== undefined) return { accountId }
    if (userKey !== undefined) return { userKey }
    if (username !== undefined) return { username }
  }
  return {}
}

function textOf(storage: string, span: Span | undefined): string {
  return span === undefined ? '' : storage.slice(span.start, span.end).trim()
}
