import { chooseForms, type ChosenTask, type Form } from './choose-forms.ts'
import { findIssueMacros } from './find-issue-macros.ts'
import { markupOf, macroIdOf, type IssueToShow } from './issue-reference.ts'
import type { StorageDocument } from './read-storage.ts'
import { splice, type Splice } from './splice.ts'
import { spliceLists } from './splice-lists.ts'
import { spliceTask } from './splice-task.ts'
import { readTaskNodes, type TaskNode } from './task-nodes.ts'
import { readOwnWords, standingsOf } from './task-words.ts'

export interface TaskReplacement {
  readonly taskId: string
  readonly issue: IssueToShow
}

export interface ReplaceInput {
  readonly runId: string
  readonly pageId: string
  /** `keep-and-link`: the tasks stay, and each issue stands behind the words of its task. */
  readonly mode: 'replace' | 'keep-and-link'
  readonly replacements: readonly TaskReplacement[]
}

/** What undo needs to find the place again; to be stored before the page is written. */
export interface Anchor {
  readonly taskId: string
  readonly macroId: string
  readonly key: string
  /** Of a smart link, which carries no macro id. */
  readonly url: string | null
  readonly isKept: boolean
}

export type SkippedReason = 'unknown' | 'empty' | 'linked' | 'excluded'

export interface PageEdit {
  readonly storage: string
  /** What was done to the page that was read, in order. */
  readonly splices: readonly Splice[]
  readonly anchors: readonly Anchor[]
  readonly forms: ReadonlyMap<string, Form>
  readonly skipped: readonly { readonly taskId: string; readonly why: SkippedReason }[]
}

/** Puts issues in the place of tasks. People's words, their markup and all that stands in it are not touched, only the tasks' own markup. */
export function replaceTasks(page: StorageDocument, input: ReplaceInput): PageEdit {
  const wanted = new Map(input.replacements.map((replacement) => [replacement.taskId, replacement]))
  const listed = readTaskNodes(page).tasks.filter(({ id }) => wanted.has(id))
  const skipped = skippedOf(page, listed, wanted)
  for (const { taskId } of skipped) wanted.delete(taskId)
  const isToKeep = input.mode === 'keep-and-link'
  const tasks = listed.filter(({ id }) => wanted.has(id))
  const chosen = chooseForms(
    page,
    tasks.map((task) => ({ task, isToKeep })),
  )
  const anchors = chosen.map((one) => anchorOf(one, input, wanted))
  const markup = new Map(chosen.map(({ task }, at) => [task, shownBy(anchors[at], wanted)]))
  const splices = [
    ...spliceLists(page, chosen),
    ...chosen.flatMap((one) => spliceTask(one, markup.get(one.task) ?? '')),
  ].sort(inOrder)
  return {
    storage: splice(page.source, splices),
    splices,
    anchors,
    forms: new Map(chosen.map(({ task, form }) => [task.id, form])),
    skipped,
  }
}

/** What is put at a place stands before what comes in place of the text that begins there. */
function inOrder(a: Splice, b: Splice): number {
  return a.start - b.start || a.end - b.end
}

function skippedOf(page: StorageDocument, tasks: readonly TaskNode[], wanted: Wanted): PageEdit['skipped'] {
  const standingOf = standingsOf(page, findIssueMacros(page), tasks)
  const standings = new Map(tasks.map((task) => [task.id, standingOf(task, readOwnWords(page, task))]))
  return [...wanted.keys()].flatMap((taskId) => {
    const standing = standings.get(taskId) ?? { is: 'unknown' as const }
    return standing.is === 'ready' ? [] : [{ taskId, why: standing.is }]
  })
}

type Wanted = ReadonlyMap<string, TaskReplacement>

function anchorOf({ task, form }: ChosenTask, input: ReplaceInput, wanted: Wanted): Anchor {
  const issue = issueFor(task, wanted)
  return {
    taskId: task.id,
    macroId: macroIdOf({ ...input, taskId: task.id }),
    key: issue?.key ?? '',
    url: issue?.as === 'smart-link' ? issue.url : null,
    isKept: form === 'kept',
  }
}

function issueFor(task: TaskNode, wanted: Wanted): IssueToShow | undefined {
  return wanted.get(task.id)?.issue
}

function shownBy(anchor: Anchor | undefined, wanted: Wanted): string {
  const issue = anchor && wanted.get(anchor.taskId)?.issue
  return issue === undefined ? '' : markupOf(issue, anchor?.macroId ?? '')
}
