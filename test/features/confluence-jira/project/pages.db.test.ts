import { afterEach, describe, expect, it } from 'vitest'
import {
  readProjectRun,
  readProjectRuns,
  readRun,
  readRunPage,
  readRuns,
  stopRun,
} from '../../../../server/features/confluence-jira/runs/read-runs.ts'
import { startUndo } from '../../../../server/features/confluence-jira/runs/start-run.ts'
import { aPageWorld, DEPLOYMENTS, macroXml, type PageWorld } from '../a-page-world.ts'
import { aProject, linesOf, type Project } from './a-project.ts'

let world: PageWorld

afterEach(async () => {
  const complaints = world.complaints()
  await world.close()
  expect(complaints).toEqual([])
})

const CREATION = /^POST .*\/(pages|content)$/

/** Dig with Pit and Heap below it, and Pour. */
function building(project: Project) {
  const dig = project.issue('Dig', undefined, { type: 'Story' })
  const pour = project.issue('Pour', undefined, { type: 'Story' })
  const pit = project.issue('Pit', dig, { type: 'Sub-task' })
  const heap = project.issue('Heap', dig, { type: 'Sub-task' })
  return { dig, pour, pit, heap }
}
const BUILDING = ['Dig', '  Pit', '  Heap', 'Pour']

describe.each(DEPLOYMENTS)('the pages of a project on %s', (deployment) => {
  const begin = async () => {
    world = await aPageWorld(deployment)
    return aProject(world)
  }

  it('are made as its issues hang together, each with a link to its issue, and not made again', async () => {
    const project = await begin()
    const { dig, pit } = building(project)

    const run = await project.sync()

    expect([run.status, run.error, run.notes]).toEqual(['completed', null, []])
    expect(project.tree()).toEqual(BUILDING)
    expect(linesOf(run)).toEqual([
      'create created Dig',
      'create created Pour',
      'create created Pit',
      'create created Heap',
    ])
    expect(run.results[2]).toMatchObject({
      issueKey: pit.key,
      issueSummary: 'Pit',
      parentKey: dig.key,
      issueUrl: expect.stringContaining(`/browse/${pit.key}`),
      pageId: project.pageId('Pit'),
      pageUrl: expect.stringContaining(project.pageId('Pit')),
      parentPageId: project.pageId('Dig'),
      error: null,
    })
    expect(run.pages).toEqual({ total: 4, finished: 4 })
    expect(world.storageOf(project.pageId('Dig'))).toContain(dig.key)

    project.writes()
    const again = await project.sync()
    expect(project.writes()).toEqual([])
    expect(linesOf(again)).toEqual([
      'keep unchanged Dig',
      'keep unchanged Pour',
      'keep unchanged Pit',
      'keep unchanged Heap',
    ])
  })

  it('follow their issues to other titles and places, also where two titles are swapped', async () => {
    const project = await begin()
    const { dig, pour, heap } = building(project)
    await project.sync()
    const ids = ['Dig', 'Pour', 'Heap'].map((title) => project.pageId(title))
    world.sandbox.renameIssue(dig.key, 'Pour')
    world.sandbox.renameIssue(pour.key, 'Dig')
    world.sandbox.editIssue(heap.key, { parentId: pour.id })
    project.issue('Cover', pour, { type: 'Sub-task' })

    const run = await project.sync()

    expect(project.tree()).toEqual(['Pour', '  Pit', 'Dig', '  Heap', '  Cover'])
    expect(['Pour', 'Dig', 'Heap'].map((title) => project.pageId(title))).toEqual(ids)
    expect(linesOf(run).toSorted()).toEqual([
      'create created Cover',
      'keep unchanged Pit',
      'move moved Heap',
      'retitle retitled Dig',
      'retitle retitled Pour',
    ])
    project.writes()
    await project.sync()
    expect(project.writes()).toEqual([])
  })

  it('leaves what people have renamed and moved alone, says so, and makes deleted pages again', async () => {
    const project = await begin()
    building(project)
    await project.sync()
    world.sandbox.editPage(project.pageId('Dig'), { title: 'Our digging' })
    world.sandbox.movePage({ pageId: project.pageId('Pit'), parentId: project.pageId('Pour') })
    world.sandbox.deletePage(project.pageId('Heap'))
    project.writes()

    const run = await project.sync()

    expect(project.writes()).toHaveLength(1)
    expect(project.tree()).toEqual(['Our digging', '  Heap', 'Pour', '  Pit'])
    const said = run.results.flatMap(({ pageTitle, error }) => (error === null ? [] : [[pageTitle, error]]))
    expect(said).toEqual([
      ['Our digging', 'People have renamed the page, so it keeps their title.'],
      ['Pit', 'People have moved the page, so it stays where they put it.'],
    ])
  })

  it('plans in a dry run what is then done, and writes nothing', async () => {
    const project = await begin()
    building(project)
    world.page('<p>Of others</p>', { title: 'Pour' })
    project.writes()

    const plan = await project.sync({ dryRun: true })
    expect([plan.status, project.writes()]).toEqual(['completed', []])
    expect(plan.results.every(({ outcome, pageId }) => outcome === 'planned' && pageId === null)).toBe(true)

    const run = await project.sync()
    const titles = (of: typeof run) => of.results.map(({ action, pageTitle }) => [action, pageTitle])
    expect(titles(run)).toEqual(titles(plan))
    expect(plan.results[1]?.pageTitle).toMatch(/^Pour \(OPS-\d+\)$/)
    expect(project.tree()).toEqual(['Dig', '  Pit', '  Heap', plan.results[1]?.pageTitle])
  })

  it('has titles of its own where the archive holds them', async () => {
    const project = await begin()
    building(project)
    world.sandbox.archivePage(world.page('<p>Old</p>', { title: 'Dig' }))
    world.sandbox.archivePage(world.page('<p>Old</p>', { title: 'Pit' }))

    const run = await project.sync()

    expect(run.status).toBe('completed')
    // A refused one is made after those beside it.
    expect(project.tree()).toEqual([
      'Pour',
      expect.stringMatching(/^Dig \(OPS-\d+\)$/),
      '  Heap',
      expect.stringMatching(/^ {2}Pit \(OPS-\d+\)$/),
    ])
    expect(run.results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'))
  })

  it('reports, keeps or archives the pages of issues that have vanished', async () => {
    const project = await begin()
    const { heap } = building(project)
    await project.sync()
    world.sandbox.deleteIssue(heap.key)
    project.writes()
    const vanished = async (fate: 'report' | 'keep' | 'archive') => {
      await world.settings({ vanished: fate })
      const { results } = await project.sync()
      const { outcome, error, issueKey } = results.find(({ action }) => action === 'vanished') ?? {}
      return { outcome, error, issueKey }
    }

    const error = 'Its issue is not in the project any more. Archive the page, or let it be.'
    expect(await vanished('report')).toEqual({ outcome: 'reported', error, issueKey: heap.key })
    expect(await vanished('keep')).toEqual({ outcome: 'kept', error: null, issueKey: heap.key })
    expect(project.writes()).toEqual([])

    const { outcome, error: why } = await vanished('archive')
    if (deployment === 'cloud') {
      expect([outcome, why, project.tree()]).toEqual(['archived', null, ['Dig', '  Pit', 'Pour']])
      expect(await vanished('archive')).toEqual({})
    } else {
      expect([outcome, project.tree()]).toEqual(['failed', BUILDING])
      expect(why).toContain('Data Center has no API')
    }
  })

  it('knows the hierarchy by links between issues, below an issue too', async () => {
    const project = await begin()
    await world.settings({
      hierarchy: { by: 'issue-link', linkType: 'Project Children', direction: 'outward' },
    })
    const [top, one, two] = ['Top', 'One', 'Two'].map((summary) => project.issue(summary))
    const link = (inward = top, outward = one) =>
      world.sandbox.linkIssues({ type: 'Project Children', inward: inward!.key, outward: outward!.key })
    link(top, one)
    link(one, two)
    project.issue('Elsewhere')

    const run = await project.sync({ projectKey: top!.key.toLowerCase() })

    expect([run.projectKey, project.tree()]).toEqual([top!.key, ['One', '  Two']])
  })

  it('keeps the trees of two projects below one page apart', async () => {
    const project = await begin()
    building(project)
    const other = project.issue('Other', undefined, { type: 'Story' })
    project.issue('Below', other, { type: 'Sub-task' })
    await world.settings({ vanished: 'archive' })
    await project.sync({ projectKey: other.key })
    await project.sync()
    const again = await project.sync({ projectKey: other.key })

    expect(linesOf(again)).toEqual(['keep unchanged Below'])
    expect(project.tree()).toContain('Dig')
  })

  it('puts the application link of the root page, or of the settings, into the macros', async () => {
    if (deployment === 'cloud') {
      world = await aPageWorld(deployment)
      return
    }
    const project = await begin()
    project.issue('Dig')
    world.edit(project.rootId, () => `<p>${macroXml('ENG-1')}</p>`)
    await project.sync()
    expect(world.storageOf(project.pageId('Dig'))).toContain('a9986ca6-387c-3b09-9a85-450e12a1cf94')
  })

  it('says what is wrong where the page or the project is not there', async () => {
    const project = await begin()
    project.issue('Dig')
    const gone = world.page('<p>x</p>')
    world.sandbox.deletePage(gone)
    const failing = [
      [{ projectPageUrl: 'https://elsewhere.example/x' }, 'does not lead to'],
      [{ projectPageUrl: 'nonsense' }, 'not an address'],
      [{ projectPageUrl: world.addressOf(gone) }, 'no such page'],
      [{ projectKey: 'NOPE' }, 'Jira has no project NOPE'],
      [{ projectKey: 'SEC' }, 'Jira has no project SEC'],
      [{ projectKey: 'OPS-999' }, 'OPS-999 cannot be read'],
    ] as const
    project.writes()
    for (const mode of ['pages', 'relink'] as const)
      for (const [change, words] of failing) {
        const run = await project.sync({ ...change, mode })
        expect([run.status, run.error]).toEqual(['failed', expect.stringContaining(words)])
        expect(run.results).toEqual([])
      }
    expect(project.writes()).toEqual([])
  })

  it('tells of each page that it may not be written, and of those below it', async () => {
    const project = await begin()
    const { dig } = building(project)
    await project.sync()
    const { sandbox } = world
    sandbox.restrictPage(project.pageId('Dig'), { editors: [] })
    sandbox.renameIssue(dig.key, 'Dig deeper')
    const lost = project.issue('Lost', undefined, { type: 'Story' })
    project.issue('Below', lost, { type: 'Sub-task' })
    sandbox.failNext({ matching: CREATION, status: 403, body: { message: 'no' } })

    const run = await project.sync()

    expect(run.status).toBe('completed')
    const failed = run.results.filter(({ outcome }) => outcome === 'failed')
    expect(failed.map(({ action, pageTitle, error }) => [action, pageTitle, error])).toEqual([
      ['retitle', 'Dig deeper', expect.stringContaining('may not see or change this')],
      ['create', 'Lost', expect.stringContaining('may not see or change this')],
      ['create', 'Below', 'The page that it belongs below could not be made.'],
    ])
    expect(project.tree()).toEqual(BUILDING)
    sandbox.restrictPage(project.pageId('Dig'), { editors: null })
    await project.sync()
    expect(project.tree()).toEqual(['Dig deeper', '  Pit', '  Heap', 'Pour', 'Lost', '  Below'])
  })

  it('finds the page again whose creation was not answered, and makes it when it is not there', async () => {
    const project = await begin()
    building(project)
    world.sandbox.failNext({ matching: CREATION, when: 'after', drop: true, times: 2 })
    world.sandbox.failNext({ matching: CREATION, when: 'before', drop: true })

    const run = await project.sync()

    expect([run.status, project.tree().toSorted()]).toEqual(['completed', BUILDING.toSorted()])
    expect(linesOf(run)).toEqual([
      'create created Dig',
      'create created Pour',
      'create created Pit',
      'create created Heap',
    ])
    project.writes()
    await project.sync()
    expect(project.writes()).toEqual([])
  })

  it('tells of a page that somebody saves all the time', async () => {
    const project = await begin()
    const { dig } = building(project)
    await project.sync()
    world.sandbox.renameIssue(dig.key, 'Dig deeper')
    world.sandbox.failNext({ matching: /^PUT .*\/(pages|content)\/\d+/, conflict: true, times: 9 })

    const run = await project.sync()

    expect(linesOf(run)).toContain('retitle conflict Dig deeper')
    world.sandbox.clearFaults()
    await project.sync()
    expect(project.tree()[0]).toBe('Dig deeper')
  })

  it('stops when it is cancelled, and goes on from there when it is started again', async () => {
    const project = await begin()
    building(project)
    const runId = await project.begin()
    const held = world.sandbox.holdNext(CREATION)
    const running = world.runOnce(runId)
    await held.asked
    await stopRun(world.deps, world.scope, { id: runId, feature: 'project-sync' })
    held.release()
    await running

    const run = await world.projectToEnd(runId)
    expect([run.status, project.tree().length]).toEqual(['cancelled', 1])
    world.later(5 * 60_000)
    await project.sync()
    expect(project.tree().toSorted()).toEqual(BUILDING.toSorted())
  })

  it('lets two runs at once make one page for each issue', async () => {
    const project = await begin()
    building(project)
    const runs = [await project.begin(), await project.begin()]

    const over = await Promise.all(runs.map((runId) => world.projectToEnd(runId)))

    expect(over.map(({ status }) => status)).toEqual(['completed', 'completed'])
    expect(project.tree().toSorted()).toEqual(BUILDING.toSorted())
  })

  it('is not shown where page tasks are, nor the other way round', async () => {
    const project = await begin()
    const mine = await project.begin({ dryRun: true })
    const tasks = await world.begin([world.addressOf(project.rootId)])
    const { deps, scope } = world
    const idsOf = ({ items }: { readonly items: readonly { readonly id: string }[] }) =>
      items.map(({ id }) => id)

    expect(idsOf(await readProjectRuns(deps, scope, {}))).toEqual([mine])
    expect(idsOf(await readRuns(deps, scope, {}))).toEqual([tasks])
    for (const wrong of [
      () => readRun(deps, scope, mine),
      () => readProjectRun(deps, scope, tasks),
      () => readRunPage(deps, scope, { id: mine, pageId: project.rootId, feature: 'page-tasks' }),
      () => stopRun(deps, scope, { id: mine, feature: 'page-tasks' }),
      () => stopRun(deps, scope, { id: tasks, feature: 'project-sync' }),
      () => startUndo(deps, scope, { runId: mine, dryRun: true, pageIds: null, taskIds: null }),
    ])
      await expect(wrong()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
