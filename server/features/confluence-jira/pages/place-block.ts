import type { Anchor } from './replace-tasks.ts'
import type { Span, StorageDocument, StorageNode } from './read-storage.ts'
import { isBlank, isBlock, nextSibling, previousSibling } from './storage-nodes.ts'
import type { TaskContent } from './task-content.ts'
import type { TaskNode } from './task-nodes.ts'
import { textOfParts } from './text-of.ts'

/** What a run made of a task, as it stands on the page now. */
export interface PlacedBlock {
  readonly anchor: Anchor
  /** As they stood before the run. */
  readonly task: TaskNode
  readonly content: TaskContent
  readonly issue: StorageNode
  /** The paragraph that begins with the issue; null where words of a task do. */
  readonly paragraph: StorageNode | null
  readonly first: StorageNode
  readonly parent: StorageNode | null
  readonly start: number
  readonly leadEnd: number
}

export interface Differing {
  /** One sentence for a person. */
  readonly differs: string
}

export interface ReplacedTask {
  readonly anchor: Anchor
  readonly task: TaskNode
  readonly content: TaskContent
  readonly issue: StorageNode
}

// What a person may have put around the issue without moving it.
const WRAPS = new Set(
  'ac:inline-comment-marker strong em b i u s span code sub sup small big del ins'.split(' '),
)

/** The place must still be a paragraph, or words of a task, that begins with the issue. */
export function placeBlock(
  page: StorageDocument,
  replaced: ReplacedTask,
  issues: ReadonlySet<StorageNode>,
): PlacedBlock | Differing {
  let around = replaced.issue.parent
  while (around !== null && WRAPS.has(around.name) && !isHolderSpan(around)) around = around.parent
  if (around?.name === 'p') return placeParagraph(page, replaced, around)
  const isInTask = around !== null && around === replaced.issue.parent && isWordsOfTask(around)
  if (!isInTask) return { differs: 'The issue no longer stands at the beginning of a paragraph.' }
  return placeWords(page, replaced, issues)
}

function placeParagraph(
  page: StorageDocument,
  replaced: ReplacedTask,
  paragraph: StorageNode,
): PlacedBlock | Differing {
  const { issue } = replaced
  const before = textOfParts(page, {
    from: paragraph,
    parts: [{ start: paragraph.innerStart, end: issue.start }],
  })
  if (before !== '') return { differs: 'Before the issue stand words now that were not there.' }
  return {
    ...replaced,
    paragraph,
    first: paragraph,
    parent: paragraph.parent,
    start: paragraph.start,
    leadEnd: paragraph.end,
  }
}

function placeWords(
  page: StorageDocument,
  replaced: ReplacedTask,
  issues: ReadonlySet<StorageNode>,
): PlacedBlock | Differing {
  const { issue } = replaced
  const first = firstOfWords(page, issue)
  if (first === undefined) return { differs: 'Before the issue stand words now that were not there.' }
  const words = { start: issue.end, end: endOfWords(page, issue, issues) }
  return {
    ...replaced,
    paragraph: null,
    first,
    parent: issue.parent,
    start: first.start,
    leadEnd: trimmedEnd(page, words),
  }
}

/** The line break before the issue, or the issue itself where nothing or a block stands before it. */
function firstOfWords(page: StorageDocument, issue: StorageNode): StorageNode | undefined {
  const before = previousSibling(page, issue)
  if (!isBlank(page, before?.end ?? issue.parent?.innerStart ?? 0, issue.start)) return undefined
  if (before?.name === 'br') return before
  return before === undefined || isBlock(page, before) ? issue : undefined
}

function endOfWords(page: StorageDocument, issue: StorageNode, issues: ReadonlySet<StorageNode>): number {
  for (let node = nextSibling(page, issue); node !== undefined; node = nextSibling(page, node)) {
    const isNextIssue = issues.has(node) || (node.name === 'br' && beginsIssue(page, node, issues))
    if (isNextIssue || isBlock(page, node)) return node.start
  }
  return issue.parent?.innerEnd ?? page.source.length
}

function beginsIssue(page: StorageDocument, line: StorageNode, issues: ReadonlySet<StorageNode>): boolean {
  const next = nextSibling(page, line)
  return next !== undefined && issues.has(next) && isBlank(page, line.end, next.start)
}

function trimmedEnd(page: StorageDocument, { start, end }: Span): number {
  return start + page.source.slice(start, end).trimEnd().length
}

function isWordsOfTask(node: StorageNode): boolean {
  return node.name === 'ac:task-body' || isHolderSpan(node)
}

/** The span that editors put around the words of a task. */
function isHolderSpan({ name, parent }: StorageNode): boolean {
  return name === 'span' && parent?.name === 'ac:task-body'
}
