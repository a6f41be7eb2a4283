import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { aPageWorld, DEPLOYMENTS, macroXml, type PageWorld } from '../a-page-world.ts'
import { aProject, type Project } from './a-project.ts'

let world: PageWorld

afterEach(async () => world.close())

const DEATHS = fc.array(
  fc.record({
    action: fc.integer({ min: 1, max: 60 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  { minLength: 1, maxLength: 3 },
)

async function dyingRun(project: Project, deaths: readonly { action: number; when: 'before' | 'after' }[]) {
  const runId = await project.begin()
  for (const { action, when } of deaths) {
    world.process.reborn()
    world.process.dieAt(action, when)
    await world.runOnce(runId).catch(() => undefined)
    // The looks for what is not known to have arrived are minutes apart.
    world.later(60_000)
  }
  world.process.reborn()
  return world.projectToEnd(runId)
}

describe.each(DEPLOYMENTS)('a process that dies at any point of a project sync, on %s', (deployment) => {
  it('leaves the same tree as one that lives, each page once', async () => {
    world = await aPageWorld(deployment)
    let rounds = 0
    await fc.assert(
      fc.asyncProperty(DEATHS, DEATHS, async (first, second) => {
        rounds += 1
        const project = aProject(world)
        const named = (name: string) => `${name} ${rounds}`
        const [one, two] = ['One', 'Two'].map((name) =>
          project.issue(named(name), undefined, { type: 'Story' }),
        )
        const [low, gone] = ['Low', 'Gone'].map((name) =>
          project.issue(named(name), one, { type: 'Sub-task' }),
        )
        const made = await dyingRun(project, first)

        expect([made.status, made.error]).toEqual(['completed', null])
        expect(made.results.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
          Array(4).fill('create created'),
        )
        expect(new Set(project.tree())).toEqual(
          new Set([named('One'), `  ${named('Low')}`, `  ${named('Gone')}`, named('Two')]),
        )

        world.sandbox.renameIssue(one!.key, named('Two'))
        world.sandbox.renameIssue(two!.key, named('One'))
        world.sandbox.editIssue(low!.key, { parentId: two!.id })
        world.sandbox.deleteIssue(gone!.key)
        project.issue(named('New'), two, { type: 'Sub-task' })
        const changed = await dyingRun(project, second)

        expect(changed.status).toBe('completed')
        expect(changed.results.map(({ action, outcome }) => `${action} ${outcome}`).toSorted()).toEqual([
          'create created',
          'move moved',
          'retitle retitled',
          'retitle retitled',
          'vanished reported',
        ])
        expect(project.tree()).toEqual([
          named('Two'),
          `  ${named('Gone')}`,
          named('One'),
          `  ${named('Low')}`,
          `  ${named('New')}`,
        ])
        project.writes()
        await project.sync()
        expect(project.writes()).toEqual([])
      }),
      { numRuns: 6 },
    )
  })

  it('leaves every page pointed at the project once', async () => {
    world = await aPageWorld(deployment)
    await fc.assert(
      fc.asyncProperty(DEATHS, async (deaths) => {
        const project = aProject(world, 'relink')
        const old = world.sandbox.createIssue({ projectKey: 'ENG', summary: 'Dig the pit' })
        const dig = project.issue('Dig the pit')
        const pages = [1, 2, 3].map(() => world.page(macroXml(old.key), { parentId: project.rootId }))

        const run = await dyingRun(project, deaths)

        expect(run.status).toBe('completed')
        expect(run.results.map(({ outcome }) => outcome)).toEqual(Array(3).fill('relinked'))
        for (const pageId of pages)
          expect([world.storageOf(pageId), world.versionOf(pageId)]).toEqual([macroXml(dig.key), 2])
      }),
      { numRuns: 6 },
    )
  })
})
