// Pictures of every screen, light, dark and phone, from a server with the sandbox's data: npm run screenshots [-- NAME ...]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { createApp } from '../server/app.ts'
import { readConfig } from '../server/config/config.ts'
import { startAtlassianSandbox } from '../server/sandbox/atlassian/index.ts'
import { startClickupSandbox } from '../server/sandbox/clickup/index.ts'
import { startClockifySandbox, tellPastWeek } from '../server/sandbox/clockify/index.ts'
import { startHuntflowSandbox } from '../server/sandbox/huntflow/index.ts'
import { startSlackSandbox } from '../server/sandbox/slack/index.ts'
import { createLog } from '../server/shared/create-log.ts'
import { projectRoot } from '../server/shared/project-root.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { tellClickup } from './screenshots-clickup.ts'
import { tellPages } from './screenshots-pages.ts'
import { slackPeople, tellTasks } from './screenshots-tasks.ts'
import { ensureBuilt } from './drills/built-server.ts'

interface Screen {
  readonly name: string
  readonly path: string
  /** Left out: all of them. */
  readonly looks?: readonly Look['look'][]
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>
}

const SCREENS: readonly Screen[] = [
  { name: 'dashboard', path: '/' },
  { name: 'studio', path: '/studio' },
  { name: 'studio-form', path: '/studio/clockify/createTimeEntry' },
  { name: 'studio-json', path: '/studio/clockify/createTimeEntry?view=json' },
  {
    name: 'studio-answer',
    path: '/studio/clockify/getProjects',
    act: async (page) => {
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('tab', { name: 'Table' }).waitFor()
    },
  },
  { name: 'webhooks', path: '/webhooks' },
  { name: 'time', path: '/time' },
  { name: 'time-timeline', path: '/time?view=timeline' },
  {
    name: 'time-session',
    path: '/time/review',
    act: async (page) => {
      await page.getByRole('link', { name: 'Whole session' }).click()
      await page.getByRole('heading', { name: 'History' }).waitFor()
    },
  },
  { name: 'time-review', path: '/time/review' },
  { name: 'time-running', path: '/time/running' },
  { name: 'time-hours', path: '/time/hours' },
  { name: 'time-reports', path: '/time/reports?new=report' },
  { name: 'time-settings', path: '/time/settings' },
  { name: 'clickup', path: '/clickup' },
  {
    name: 'clickup-task',
    path: '/clickup',
    act: async (page) => {
      await page.locator('.row-link').first().click()
      await page.getByRole('heading', { name: /comments?$/ }).waitFor()
    },
  },
  { name: 'clickup-settings', path: '/clickup/settings' },
  { name: 'clickup-syncs', path: '/clickup/syncs' },
  { name: 'clickup-imports', path: '/clickup/imports' },
  {
    name: 'clickup-transfer',
    path: '/clickup/transfers',
    act: (page) => page.locator('.row-link').first().click(),
  },
  { name: 'clickup-replies', path: '/clickup/replies' },
  { name: 'tasks', path: '/tasks', looks: ['light', 'phone'] },
  {
    name: 'tasks-entry',
    path: '/tasks?search=ORDER-1044',
    looks: ['dark'],
    act: async (page) => {
      await page.locator('.row-link').first().click()
      await page.getByRole('heading', { name: 'What happened' }).waitFor()
    },
  },
  { name: 'tasks-slack', path: '/tasks/slack', looks: ['light'] },
  { name: 'tasks-members', path: '/tasks/members', looks: ['light'] },
  { name: 'tasks-settings', path: '/tasks/settings', looks: ['light'] },
  { name: 'pages', path: '/pages', looks: ['light', 'phone'] },
  { name: 'pages-try', path: '/pages', looks: ['light'], act: openRun('Try') },
  { name: 'pages-run', path: '/pages', looks: ['light', 'phone'], act: openRun('Issues made') },
  { name: 'pages-preview', path: '/pages', looks: ['dark'], act: openRun('Preview of taking back') },
  {
    name: 'pages-changes',
    path: '/pages',
    looks: ['dark', 'phone'],
    act: async (page) => {
      await openRun('Issues made')(page)
      await page.getByRole('link', { name: /^Ask for a second line/ }).click()
      await page.locator('ins').first().waitFor()
    },
  },
  {
    name: 'pages-log',
    path: '/pages',
    looks: ['light'],
    act: async (page) => {
      await openRun('Issues made')(page)
      await page.getByRole('tab', { name: 'Log' }).click()
    },
  },
  { name: 'pages-project', path: '/pages/project', looks: ['light'] },
  {
    name: 'pages-plan',
    path: '/pages/project',
    looks: ['light'],
    act: openRun('Plan: pages of the project'),
  },
  {
    name: 'pages-relink',
    path: '/pages/project',
    looks: ['dark'],
    act: openRun('Plan: references to the project'),
  },
  { name: 'pages-settings', path: '/pages/settings', looks: ['light'] },
  { name: 'jobs', path: '/jobs' },
  { name: 'settings', path: '/settings' },
  { name: 'connections', path: '/settings/connections' },
]

const LOOKS = [
  { look: 'light', width: 1360, height: 860, colorScheme: 'light' },
  { look: 'dark', width: 1360, height: 860, colorScheme: 'dark' },
  { look: 'phone', width: 360, height: 740, colorScheme: 'light' },
] as const
type Look = (typeof LOOKS)[number]

const folder = join(projectRoot, 'docs/screenshots')
const SETTLE_MS = 700

await ensureBuilt()
const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-screenshots-'))
const sandbox = await startClockifySandbox({ live: { everyMs: 3_000 } })
const clickup = await startClickupSandbox()
const huntflow = await startHuntflowSandbox()
const atlassian = await startAtlassianSandbox({ quirks: { searchLagMs: 0 } })
const slack = await startSlackSandbox({ people: slackPeople(clickup) })
const config = readConfig({
  PORT: '0',
  DATA_DIR: dataDir,
  EGRESS_ALLOW: [
    sandbox.origin,
    clickup.origin,
    huntflow.origin,
    slack.origin,
    atlassian.cloud.siteUrl,
  ].join(),
  CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
  LOG_LEVEL: 'warn',
})
const app = await createApp({ config, log: createLog(config.logLevel), pid: process.pid })
const browser = await launchBrowser()
try {
  const address = await app.start()
  await sandbox.install({ baseUrl: address })
  await untilBootstrapped(address)
  tellPastWeek(sandbox)
  await untilReviewed(address)
  await tellClickup({ address, token, clickup, huntflow })
  await tellTasks({ address, token, clickup, slack })
  await tellPages({ address, token, atlassian })
  mkdirSync(folder, { recursive: true })
  const wanted = process.argv.slice(2)
  for (const screen of SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
    for (const look of LOOKS.filter(({ look: name }) => screen.looks?.includes(name) ?? true))
      await takePicture(browser, address, { screen, look })
} finally {
  await browser.close()
  await sandbox.stop()
  await app.stop()
  await clickup.stop()
  await huntflow.stop()
  await slack.stop()
  await atlassian.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function openRun(kind: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('link', { name: kind, exact: true }).first().click()
    await page.getByRole('table', { name: 'Results' }).waitFor()
  }
}

function token(): string {
  return sandbox.userToken({ role: 'OWNER' })
}

async function untilBootstrapped(address: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${address}/api/bootstrap`, {
      headers: { authorization: `Bearer ${token()}` },
    })
    const { run } = (await answer.json()) as { run: { status: string } | null }
    if (run?.status === 'completed') return
    await sleep(200)
  }
}

/** The last that is told of the past week are edits after the end. */
async function untilReviewed(address: string): Promise<void> {
  await sandbox.flush()
  for (;;) {
    const answer = await fetch(`${address}/api/time-sessions?status=under-review`, {
      headers: { authorization: `Bearer ${token()}` },
    })
    const { items } = (await answer.json()) as { items: readonly unknown[] }
    if (items.length >= 2) return
    await sleep(200)
  }
}

async function takePicture(
  from: Browser,
  address: string,
  { screen, look }: { readonly screen: Screen; readonly look: Look },
): Promise<void> {
  const { width, height, colorScheme } = look
  const context = await from.newContext({ viewport: { width, height }, colorScheme })
  const page = await context.newPage()
  const url = new URL(`${address}/ui${screen.path}`)
  url.searchParams.set('auth_token', token())
  await page.goto(url.href)
  await page.getByRole('navigation').first().waitFor()
  await screen.act?.(page)
  await sleep(SETTLE_MS)
  // On a slow machine what is read is still on its way.
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  const file = `${screen.name}-${look.look}.png`
  await page.screenshot({ path: join(folder, file) })
  console.log(file)
  await context.close()
}
