import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

const built = join(projectRoot, 'dist/ui')
const KB = 1_000
const studio = 'src/screens/studio'

interface ManifestEntry {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

/** What the build says of its files: by the source file that each comes from. */
let manifest: Readonly<Record<string, ManifestEntry>> = {}
let first: ReadonlySet<string> = new Set()
let form: ReadonlySet<string> = new Set()

beforeAll(async () => {
  await ensureBuilt()
  manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')) as typeof manifest
  first = scriptsOf('index.html')
  form = scriptsOf(`${studio}/operation-panel.tsx`)
})

function gzipped(file: string): number {
  return gzipSync(readFileSync(join(built, file)), { level: 9 }).length
}

/** The entry's file with all that it cannot run without. */
function scriptsOf(source: string, seen = new Set<string>()): ReadonlySet<string> {
  const entry = manifest[source]
  if (entry === undefined) throw new Error(`the build has nothing from ${source}`)
  if (!seen.has(entry.file)) {
    seen.add(entry.file)
    for (const imported of entry.imports ?? []) scriptsOf(imported, seen)
  }
  return seen
}

/** Bytes that are loaded when this part is shown, beside what is there already. */
function moreFor(source: string, before: readonly ReadonlySet<string>[] = []): number {
  const known = [first, ...before]
  return [...scriptsOf(source)]
    .filter((file) => !known.some((files) => files.has(file)))
    .reduce((sum, file) => sum + gzipped(file), 0)
}

describe('what a browser has to load, gzipped', () => {
  it('is at most 110 KB of scripts before the operation list can be used', () => {
    expect([...first].reduce((sum, file) => sum + gzipped(file), 0)).toBeLessThanOrEqual(110 * KB)
  })

  it('is at most 95 KB more for the form', () => {
    expect(moreFor(`${studio}/operation-panel.tsx`)).toBeLessThanOrEqual(95 * KB)
  })

  it('is at most 180 KB more for the JSON editor', () => {
    expect(moreFor(`${studio}/json-editor.tsx`, [form])).toBeLessThanOrEqual(180 * KB)
  })

  it.each(['dashboard', 'webhooks', 'time', 'clickup', 'tasks', 'pages', 'jobs', 'settings', 'sign-in'])(
    'is at most 30 KB more for the screen %s',
    (screen) => {
      expect(moreFor(`src/screens/${screen}/${screen}.tsx`)).toBeLessThanOrEqual(30 * KB)
    },
  )

  it.each([
    'sessions/sessions',
    'session/session-drawer',
    'review/review',
    'running/running',
    'hours/hours',
    'people/people',
    'reports/reports',
    'outbox/outbox',
    'audit/audit',
    'settings/time-settings',
  ])('is at most 30 KB more for a part of time sessions: %s', (part) => {
    const screen = scriptsOf('src/screens/time/time.tsx')
    expect(moreFor(`src/screens/time/${part}.tsx`, [screen])).toBeLessThanOrEqual(30 * KB)
  })

  it.each([
    'tasks/tasks',
    'task/task-drawer',
    'imports/imports',
    'transfers/transfers',
    'transfers/transfer-dialog',
    'replies/replies',
    'syncs/syncs',
    'settings/clickup-settings',
  ])('is at most 30 KB more for a part of ClickUp: %s', (part) => {
    const screen = scriptsOf('src/screens/clickup/clickup.tsx')
    expect(moreFor(`src/screens/clickup/${part}.tsx`, [screen])).toBeLessThanOrEqual(30 * KB)
  })

  it.each([
    'ledger/ledger',
    'ledger/entry-drawer',
    'slack/slack-setup',
    'members/members',
    'settings/upsert-settings',
  ])('is at most 30 KB more for a part of pushed tasks: %s', (part) => {
    const screen = scriptsOf('src/screens/tasks/tasks.tsx')
    expect(moreFor(`src/screens/tasks/${part}.tsx`, [screen])).toBeLessThanOrEqual(30 * KB)
  })

  it.each([
    'runs/runs',
    'run/run-page',
    'run/result-drawer',
    'settings/page-task-settings',
    'project/projects',
    'project/project-page',
  ])('is at most 30 KB more for a part of pages: %s', (part) => {
    const screen = scriptsOf('src/screens/pages/pages.tsx')
    expect(moreFor(`src/screens/pages/${part}.tsx`, [screen])).toBeLessThanOrEqual(30 * KB)
  })

  it('is at most 20 KB of styles, all screens together', () => {
    const styles = readdirSync(join(built, 'assets')).filter((name) => name.endsWith('.css'))

    expect(styles.length).toBeGreaterThan(0)
    expect(styles.reduce((sum, name) => sum + gzipped(join('assets', name)), 0)).toBeLessThanOrEqual(20 * KB)
  })

  it('is there compressed for every file', () => {
    const names = readdirSync(join(built, 'assets')).filter((name) => /\.(js|css)$/.test(name))

    expect(
      names.filter((name) => !['.gz', '.br'].every((end) => existsSync(join(built, 'assets', name + end)))),
    ).toEqual([])
  })
})
