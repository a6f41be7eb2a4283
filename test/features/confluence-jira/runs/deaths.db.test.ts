import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  aPageWorld,
  aWorkPackage,
  DEPLOYMENTS,
  listXml,
  macroXml,
  taskXml,
  type PageWorld,
} from '../a-page-world.ts'

let world: PageWorld

afterEach(async () => world.close())

function twoPages(): readonly [string, string] {
  const { key } = aWorkPackage(world)
  const body = (name: string) =>
    `<p>${macroXml(key)}</p>${listXml(taskXml(1, `${name} one`), taskXml(2, `${name} two`))}`
  return [world.page(body('Left')), world.page(body('Right'))]
}

describe.each(DEPLOYMENTS)('a process that dies at any point of a sync, on %s', (deployment) => {
  it('leaves one issue for each task, each on its page once', async () => {
    world = await aPageWorld(deployment)
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            action: fc.integer({ min: 1, max: 60 }),
            when: fc.constantFrom('before' as const, 'after' as const),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        async (deaths) => {
          const known = world.issues().length
          const pages = twoPages()
          const runId = await world.begin(pages.map((pageId) => world.addressOf(pageId)))
          for (const { action, when } of deaths) {
            world.process.reborn()
            world.process.dieAt(action, when)
            await world.runOnce(runId).catch(() => undefined)
          }
          world.process.reborn()
          const run = await world.toEnd(runId)

          expect(run.status).toBe('completed')
          expect(run.results.map(({ outcome, error }) => error ?? outcome)).toEqual(Array(4).fill('created'))
          const keys = run.results.map(({ issueKey }) => issueKey)
          expect(new Set(keys).size).toBe(4)
          expect(world.issues()).toHaveLength(known + 4)
          for (const { pageId, issueKey } of run.results) {
            const storage = world.storageOf(pageId ?? '')
            expect(storage).not.toContain('ac:task')
            expect(storage.split(issueKey ?? '').length).toBeGreaterThan(1)
          }
          for (const pageId of pages) expect(world.versionOf(pageId)).toBe(2)
        },
      ),
      { numRuns: 6 },
    )
  })

  it('makes no second issue when Jira has made one and the answer was lost', async () => {
    world = await aPageWorld(deployment)
    const [pageId] = twoPages()
    world.sandbox.failNext({ matching: /^POST .*\/issue$/, when: 'after', drop: true, times: 2 })
    const run = await world.sync([world.addressOf(pageId)])
    expect(run.results.map(({ outcome }) => outcome)).toEqual(['created', 'created'])
    expect(world.issues()).toHaveLength(2)
  })
})
