import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readTaskNodes } from '../../../../server/features/confluence-jira/pages/task-nodes.ts'
import { undoTasks } from '../../../../server/features/confluence-jira/pages/undo-tasks.ts'
import { verifyEdit } from '../../../../server/features/confluence-jira/pages/verify-edit.ts'
import { editLikePeople } from './support/human-edits.ts'
import { isWellFormed, misplaced, wordsOf } from './support/judge.ts'
import { read, replace } from './support/pages.ts'
import { natFrom, randomPage } from './support/random-page.ts'

const mode = fc.constantFrom('replace' as const, 'replace' as const, 'keep-and-link' as const)
const pick = fc.array(fc.nat(1000), { maxLength: 12 })
const choice = fc.record({ numbers: pick, mode })

function some(taskIds: readonly string[], numbers: readonly number[]): readonly string[] {
  if (taskIds.length === 0) return []
  return [...new Set(numbers.map((number) => taskIds[number % taskIds.length] ?? ''))]
}

it('keeps all words, their order and all other tasks, whatever tasks of whatever page are replaced', () => {
  fc.assert(
    fc.property(randomPage, choice, (page, { numbers, mode }) => {
      const before = read(page.storage)
      const edit = replace(page.storage, some(page.taskIds, numbers), { mode })

      expect(verifyEdit(before, edit)).toEqual({ outcome: 'proven' })
      expect(isWellFormed(edit.storage)).toBe(true)
      expect(misplaced(edit.storage).length).toBeLessThanOrEqual(misplaced(page.storage).length)
      expect(wordsOf(edit.storage)).toBe(wordsOf(page.storage))
      const gone = new Set(edit.anchors.flatMap(({ taskId, isKept }) => (isKept ? [] : [taskId])))
      const staying = readTaskNodes(before).tasks.flatMap(({ id }) => (gone.has(id) ? [] : [id]))
      expect(readTaskNodes(read(edit.storage)).tasks.map(({ id }) => id)).toEqual(staying)
    }),
    { numRuns: 60 },
  )
})

it('gives back the page to the last byte when tasks are undone in any order and people changed only words', () => {
  fc.assert(
    fc.property(
      randomPage,
      choice,
      fc.record({ parts: fc.array(pick, { maxLength: 3 }), touched: pick }),
      (page, { numbers, mode }, { parts, touched }) => {
        const edit = replace(page.storage, some(page.taskIds, numbers), { mode })
        const change = (storage: string) =>
          some(page.words, touched).reduce(
            (text, word) => text.replaceAll(word, `${word}new 🎈&nbsp;`),
            `${storage}<p>x</p>`,
          )
        const undo = (now: string, taskIds?: readonly string[]) => {
          const input = { before: page.storage, after: edit.storage, now, anchors: edit.anchors }
          const result = undoTasks(taskIds === undefined ? input : { ...input, taskIds })
          if (result.outcome !== 'planned') throw new Error(JSON.stringify(result))
          return result.storage
        }
        const now = parts.reduce((now, part) => undo(now, some(page.taskIds, part)), change(edit.storage))
        const undone = undo(now)

        expect(undone).toBe(change(page.storage))
        expect(undo(undone)).toBe(undone)
      },
    ),
    { numRuns: 60 },
  )
})

it('keeps every edit of people, in the words of tasks and elsewhere, and tells what it did with each task', () => {
  fc.assert(
    fc.property(randomPage, choice, fc.integer(), (page, { numbers, mode }, seed) => {
      const edit = replace(page.storage, some(page.taskIds, numbers), { mode })
      const now = editLikePeople(edit.storage, natFrom(seed))
      const undo = (now: string) =>
        undoTasks({ before: page.storage, after: edit.storage, now, anchors: edit.anchors })
      const result = undo(now)
      if (result.outcome !== 'planned') throw new Error(JSON.stringify(result))

      expect(isWellFormed(result.storage)).toBe(true)
      expect(wordsOf(result.storage)).toBe(wordsOf(now))
      expect(misplaced(result.storage).length).toBeLessThanOrEqual(misplaced(now).length)
      const ids = readTaskNodes(read(result.storage)).tasks.map(({ id }) => id)
      const expected = result.tasks.flatMap(({ outcome, taskId }) => (outcome === 'undone' ? [taskId] : []))
      expect(ids).toEqual(expect.arrayContaining(expected))
      for (const { macroId } of edit.anchors.filter((_, at) => result.tasks[at]?.outcome === 'conflict'))
        expect(result.storage.split(macroId).length).toBe(now.split(macroId).length)
      const again = undo(result.storage)
      expect(again).toMatchObject({ outcome: 'planned', storage: result.storage })
    }),
    { numRuns: 60 },
  )
})
