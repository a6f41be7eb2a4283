import { extendBlocks, type Block } from './extend-blocks.ts'
import { findAnchors, type FoundAnchor } from './find-anchors.ts'
import { restoresMarkupOnly } from './markup-only.ts'
import { placeBlock, type Differing, type PlacedBlock, type ReplacedTask } from './place-block.ts'
import {
  readStorage,
  type StorageDocument,
  type StorageNode,
  type UnreadableStorage,
} from './read-storage.ts'
import type { Anchor } from './replace-tasks.ts'
import { splice, type Splice } from './splice.ts'
import { findAncestor } from './storage-nodes.ts'
import { readTaskContent } from './task-content.ts'
import { readTaskNodes, type TaskNode, type TaskNodes } from './task-nodes.ts'
import { undoSplices } from './undo-splices.ts'

export interface UndoInput {
  /** The page as it was read before the run. */
  readonly before: string
  /** As Confluence gave it back after the run's write; it may have changed what we sent. */
  readonly after: string
  readonly now: string
  /** Of the whole run on this page. */
  readonly anchors: readonly Anchor[]
  /** Of the tasks to undo; all when left out. */
  readonly taskIds?: readonly string[]
}

export interface TaskUndo {
  readonly taskId: string
  readonly key: string
  /** `already-undone`: the task is back. `gone`: neither the task nor the issue stands on the page any more. */
  readonly outcome: 'undone' | 'already-undone' | 'conflict' | 'gone'
  /** Of a conflict: one sentence for a person. Such a place is left as it is. */
  readonly differs: string | null
}

export type UndoResult =
  | {
      readonly outcome: 'planned'
      /** Equal to the page now when nothing is to be written. */
      readonly storage: string
      readonly tasks: readonly TaskUndo[]
    }
  | {
      readonly outcome: 'unreadable'
      readonly page: 'before' | 'now'
      readonly unreadable: UnreadableStorage
    }
  /** The result would have lost something; nothing may be written. */
  | { readonly outcome: 'refused'; readonly why: string }

/** Gives tasks back where their issues still stand. All that people changed since stays, in the tasks' words and elsewhere. */
export function undoTasks(input: UndoInput): UndoResult {
  const wanted = input.anchors.filter(({ taskId }) => input.taskIds?.includes(taskId) ?? true)
  if (input.now === input.after && wanted.length === input.anchors.length) return wholePage(input)
  const before = readStorage(input.before)
  if (before.outcome === 'unreadable') return { ...before, page: 'before' }
  const now = readStorage(input.now)
  if (now.outcome === 'unreadable') return { ...now, page: 'now' }
  const undo = readPages({ before: before.document, now: now.document }, input.anchors)
  const judged = new Map(wanted.map((anchor) => [anchor, judge(undo, anchor)]))
  const splices = splicesOf(undo, judged)
  const storage = splice(input.now, splices)
  const tasks = wanted.map((anchor) => resultOf(anchor, judged.get(anchor)))
  const why = splices.length === 0 ? undefined : findLoss(undo, { splices, storage, tasks })
  return why === undefined ? { outcome: 'planned', storage, tasks } : { outcome: 'refused', why }
}

/** Nobody changed the page, so that it becomes what it was to the last byte. */
function wholePage({ before, anchors }: UndoInput): UndoResult {
  const tasks = anchors.map((anchor) => resultOf(anchor, { is: 'undone' }))
  return { outcome: 'planned', storage: before, tasks }
}

interface Undo {
  readonly before: StorageDocument
  readonly now: StorageDocument
  readonly found: ReadonlyMap<Anchor, FoundAnchor>
  readonly tasksBefore: ReadonlyMap<string, TaskNode>
  readonly tasksNow: TaskNodes
  readonly knownTasks: ReadonlyMap<StorageNode, TaskNode>
  /** Of the tasks before the run that stand on the page now. */
  readonly idsNow: ReadonlySet<string>
  readonly blocks: ReadonlyMap<Anchor, Block | Differing>
}

function readPages(
  pages: { before: StorageDocument; now: StorageDocument },
  anchors: readonly Anchor[],
): Undo {
  const { before, now } = pages
  const listed = readTaskNodes(before).tasks
  const tasksBefore = new Map(listed.map((task) => [task.id, task]))
  const tasksNow = readTaskNodes(now)
  const byUuid = new Map(listed.flatMap((task) => (task.uuid === null ? [] : [[task.uuid, task]])))
  const knownTasks = new Map(
    tasksNow.tasks.flatMap((task) => {
      const known = tasksBefore.get(task.id) ?? byUuid.get(task.uuid ?? '')
      return known === undefined ? [] : [[task.node, known]]
    }),
  )
  const found = findAnchors(pages, anchors)
  const placed = placeAll({ before, now, found, tasksBefore })
  const listsBefore = new Set(listed.map(({ rootList }) => rootList))
  const standing = [...placed.values()].filter((one): one is PlacedBlock => 'issue' in one)
  const extended = extendBlocks({ now, knownTasks, placed: standing, listsBefore })
  const blocks = new Map(
    [...placed].map(([anchor, one]) => [anchor, 'issue' in one ? (extended.get(one) ?? one) : one]),
  ) as Undo['blocks']
  const idsNow = new Set([...knownTasks.values()].map(({ id }) => id))
  return { before, now, found, tasksBefore, tasksNow, knownTasks, idsNow, blocks }
}

type Found = Pick<Undo, 'before' | 'now' | 'found' | 'tasksBefore'>

function placeAll(undo: Found): ReadonlyMap<Anchor, PlacedBlock | Differing> {
  const placed = new Map<Anchor, PlacedBlock | Differing>()
  const taken = new Set<StorageNode>()
  const issues = new Set([...undo.found.values()].filter((node) => node !== null && node !== 'twice'))
  for (const replaced of replacedTasks(undo)) {
    const block = placeBlock(undo.now, replaced, issues)
    const isTaken = 'first' in block && taken.has(block.first)
    placed.set(replaced.anchor, isTaken ? { differs: 'Two issues stand in one paragraph now.' } : block)
    if ('first' in block) taken.add(block.first)
  }
  return placed
}

function replacedTasks({ before, found, tasksBefore }: Found): readonly ReplacedTask[] {
  return [...found].flatMap(([anchor, issue]) => {
    if (anchor.isKept || issue === null || issue === 'twice') return []
    const task = tasksBefore.get(anchor.taskId)
    const content = task && readTaskContent(before, task)
    return task === undefined || content === undefined ? [] : { anchor, task, content, issue }
  })
}

type Judgement =
  | { readonly is: 'undone'; readonly block?: Block; readonly link?: Splice }
  | { readonly is: 'already-undone' | 'gone' }
  | { readonly is: 'conflict'; readonly differs: string }

function judge(undo: Undo, anchor: Anchor): Judgement {
  const issue = undo.found.get(anchor) ?? null
  const isThere = isTaskThere(undo, anchor)
  if (issue === null) return { is: isThere ? 'already-undone' : 'gone' }
  if (issue === 'twice') return conflict('The issue stands on the page more than once.')
  if (anchor.isKept) return judgeLink(undo, anchor, issue)
  if (isThere) return conflict('Both the task and its issue stand on the page.')
  const block = undo.blocks.get(anchor)
  if (block === undefined) return conflict('The page before the run does not hold the task.')
  return 'differs' in block ? conflict(block.differs) : { is: 'undone', block }
}

function conflict(differs: string): Judgement {
  return { is: 'conflict', differs }
}

function judgeLink({ now, knownTasks }: Undo, anchor: Anchor, issue: StorageNode): Judgement {
  const task = findAncestor(issue, ({ name }) => name === 'ac:task')
  if (task === undefined || knownTasks.get(task)?.id !== anchor.taskId)
    return conflict('The issue no longer stands in its task.')
  const space = now.source[issue.start - 1] === ' ' ? 1 : 0
  return { is: 'undone', link: { start: issue.start - space, end: issue.end, text: '' } }
}

function isTaskThere({ idsNow, tasksNow }: Undo, { taskId }: Anchor): boolean {
  return tasksNow.ambiguousIds.has(taskId) || idsNow.has(taskId)
}

function splicesOf(undo: Undo, judged: ReadonlyMap<Anchor, Judgement>): readonly Splice[] {
  const done = [...judged.values()].filter((judgement) => judgement.is === 'undone')
  const links = done.flatMap(({ link }) => link ?? [])
  const blocks = done.flatMap(({ block }) => block ?? [])
  const tasks = undoSplices(undo, blocks)
  return links.length === 0 ? tasks : [...tasks, ...links].sort((a, b) => a.start - b.start)
}

function resultOf({ taskId, key }: Anchor, judgement: Judgement | undefined): TaskUndo {
  const outcome = judgement?.is ?? 'gone'
  return { taskId, key, outcome, differs: judgement?.is === 'conflict' ? judgement.differs : null }
}

/** One sentence for a person if the page would not hold all that it holds now, and each task that comes back once. */
function findLoss(
  undo: Undo,
  made: { splices: readonly Splice[]; storage: string; tasks: readonly TaskUndo[] },
) {
  if (!restoresMarkupOnly(undo.now.source, made.splices)) return 'Words of the page would be lost.'
  const reading = readStorage(made.storage)
  if (reading.outcome === 'unreadable')
    return `The page could not be read afterwards: ${reading.unreadable.why}`
  const ids = new Set(readTaskNodes(reading.document).tasks.map(({ id }) => id))
  const undone = made.tasks.flatMap(({ outcome, taskId }) => (outcome === 'undone' ? [taskId] : []))
  const expected = [...undone, ...undo.tasksNow.tasks.map(({ id }) => id)]
  return expected.every((id) => ids.has(id)) ? undefined : 'A task would not stand on the page exactly once.'
}
