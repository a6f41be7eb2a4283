import type { ConfluencePage } from '../../../connectors/confluence/index.ts'
import type { JiraIssue } from '../../../connectors/jira/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { readStorage, type StorageDocument } from '../pages/read-storage.ts'
import { splice } from '../pages/splice.ts'
import { CannotBeDone } from '../runs/outcomes.ts'
import type { ProjectContext } from '../runs/run-context.ts'
import { findRunPage, updatePage, type PageChange } from '../runs/run-page.store.ts'
import type { LineOfPage } from '../runs/run-pages.ts'
import type { RunPage } from '../runs/run.ts'
import { readSafely } from '../sync/edit-page.ts'
import type { ChooseIssue } from './choose-issue.ts'
import { planRelink, referencesOn, type RelinkPlan, type StayReason } from './plan-relink.ts'
import { noteRelinked, replaceProjectResults } from './project-result.store.ts'
import type { ProjectResult } from './project-run.ts'

/** What all pages of a run share. */
export interface Relinking {
  /** Of the project, by key. */
  readonly issues: ReadonlyMap<string, JiraIssue>
  readonly choose: ChooseIssue
  /** Those that can be read, by the key that was asked for. */
  readIssues(keys: readonly string[]): Promise<ReadonlyMap<string, JiraIssue>>
}

/** One write, none where nothing changes or in a dry run. Once more on what somebody has saved meanwhile, then it is a conflict. */
export async function relinkPage(
  context: ProjectContext,
  relinking: Relinking,
  line: LineOfPage,
): Promise<void> {
  const { run, scope, confluence } = context
  const { pageId } = line
  const stored = await context.read((tx) => findRunPage(tx, scope, { runId: run.id, pageId }))
  if (stored?.status === 'writing' && (await write(context, { line, ...writingOf(stored) }))) return
  for (const isLast of [false, true]) {
    const page = await confluence.readPage(pageId)
    const change = await planPage(context, relinking, { line, page })
    if (change === undefined) return
    if (await write(context, { line, ...change })) return
    if (isLast) await save(context, { pageId, status: 'conflict', error: BUSY, storageAfter: null })
  }
}

const BUSY = 'Somebody saves this page all the time, so it was left as it is. Run it again later.'

interface PageWriting extends Pick<ConfluencePage, 'title' | 'storage'> {
  readonly readVersion: number
}

function writingOf({ title, versionBefore, storageAfter }: RunPage): PageWriting {
  return { title: title ?? '', readVersion: versionBefore ?? 0, storage: storageAfter ?? '' }
}

interface OfPage {
  readonly line: LineOfPage
  readonly page: ConfluencePage
}

/** Stores what is to become of the page; what is to be written then, if anything. */
async function planPage(
  context: ProjectContext,
  relinking: Relinking,
  { line, page }: OfPage,
): Promise<PageWriting | undefined> {
  const { run, scope, jiraUrl } = context
  const { id: pageId, title, url, version } = page
  const document = readSafely(page.storage)
  const keys = [...new Set(referencesOn(document, jiraUrl).map(({ key }) => key))]
  const others = await relinking.readIssues(keys.filter((key) => !relinking.issues.has(key)))
  const choices = await Promise.all(
    keys.map(async (key) => [key, await relinking.choose(key, others.get(key))] as const),
  )
  const plan = planRelink(document, { jiraUrl, choices: new Map(choices) })
  const storage = provenEdit(document, plan, jiraUrl)
  const results = plan.references.map((one, place): ProjectResult => {
    const shown = { place, page, issues: new Map([...others, ...relinking.issues]) }
    return resultOf(one, shown, line.place)
  })
  const isSame = plan.splices.length === 0
  const status = isSame ? 'unchanged' : run.dryRun ? 'planned' : 'writing'
  const texts = isSame ? { versionAfter: version } : { storageBefore: page.storage, storageAfter: storage }
  await context.save(async (tx) => {
    await replaceProjectResults(tx, scope, { runId: run.id, pagePlace: line.place, results })
    const read = { title, url, versionBefore: version, storageBefore: null, storageAfter: null }
    await updatePage(tx, scope, { runId: run.id, pageId, ...read, ...texts, status })
  })
  return isSame || run.dryRun ? undefined : { title, readVersion: version, storage }
}

/** The page with the keys replaced. Throws CannotBeDone where it would not name just the issues that were planned. */
function provenEdit(document: StorageDocument, plan: RelinkPlan, jiraUrl: string): string {
  const storage = splice(document.source, plan.splices)
  const reading = readStorage(storage)
  const wanted = plan.references.map((one) => ('why' in one ? one.reference.key : one.key))
  const keys = reading.outcome === 'read' ? referencesOn(reading.document, jiraUrl).map(({ key }) => key) : []
  if (keys.join() === wanted.join()) return storage
  throw new CannotBeDone('Another reference than those that are meant would change, so nothing is touched.')
}

const WHY_STAYS: Readonly<Record<StayReason, string>> = {
  'in-project': 'It is an issue of the project already.',
  unknown: 'The issue cannot be read: it was deleted, or the connected Jira user may not see it.',
  'other-type': 'The project has no issue of its type.',
  'too-different': 'No issue of its type in the project has a summary that is like enough.',
  'plain-link': 'It is a link that people have written; only macros and smart links are changed.',
  'not-plain': 'Its key is not written out on the page, so it cannot be replaced safely.',
}

interface Shown {
  readonly place: number
  readonly page: ConfluencePage
  readonly issues: ReadonlyMap<string, JiraIssue>
}

function resultOf(
  one: RelinkPlan['references'][number],
  { place, page, issues }: Shown,
  pagePlace: number,
): ProjectResult {
  const old = one.reference.key
  const ofPage = {
    pagePlace,
    place,
    action: 'relink',
    pageId: page.id,
    pageTitle: page.title,
    pageUrl: page.url,
    parentPageId: page.parentId,
  } as const
  const key = 'why' in one ? old : one.key
  const issue = issues.get(key)
  const named = { issueId: issue?.id ?? null, issueKey: key, issueSummary: issue?.summary ?? '' }
  return 'why' in one
    ? {
        ...ofPage,
        ...named,
        previousKey: null,
        parentKey: null,
        likeness: null,
        outcome: 'stays',
        error: WHY_STAYS[one.why],
      }
    : {
        ...ofPage,
        ...named,
        previousKey: old,
        parentKey: null,
        likeness: one.likeness,
        outcome: 'planned',
        error: null,
      }
}

/** Once, however often it is tried. False: somebody was first. */
async function write(
  context: ProjectContext,
  { line, title, readVersion, storage }: PageWriting & { readonly line: LineOfPage },
): Promise<boolean> {
  const { run, scope, confluence } = context
  const { pageId: id } = line
  const message = `Switchyard: pointed at issues of ${run.request.projectKey} (run ${run.id})`
  const written = await confluence
    .writePage({ id, title, storage, readVersion, message })
    .catch((error: unknown) => {
      if (error instanceof UpstreamError && error.status === 409) return undefined
      throw error
    })
  if (written === undefined) return false
  await context.save(async (tx) => {
    await noteRelinked(tx, scope, { runId: run.id, pagePlace: line.place })
    const end = { status: 'written', versionAfter: written.version, error: null } as const
    await updatePage(tx, scope, { runId: run.id, pageId: id, ...end })
  })
  return true
}

function save({ run, scope, ...context }: ProjectContext, change: Omit<PageChange, 'runId'>): Promise<void> {
  return context.save((tx) => updatePage(tx, scope, { runId: run.id, ...change }))
}
