import { setTimeout as sleep } from 'node:timers/promises'
import type { ClickUpSandbox } from '../server/sandbox/clickup/index.ts'
import type { SeededPerson, SlackSandbox } from '../server/sandbox/slack/index.ts'
import { ask, type Asked } from './screenshots-ask.ts'

interface Told extends Asked {
  readonly clickup: ClickUpSandbox
  readonly slack: SlackSandbox
}

const TASKS = [
  {
    internalId: 'CVE-2026-11223',
    title: 'Update openssl on the build machines',
    priority: 1,
    tags: ['security'],
  },
  { internalId: 'ORDER-1042', title: 'Call the customer back about the broken delivery', priority: 2 },
  { internalId: 'ORDER-1043', title: 'Send a second parcel', priority: 3, tags: ['parcel', 'vip'] },
  { internalId: 'LEAD-77', title: 'Write an offer for two hundred seats', priority: 3 },
  { internalId: 'CERT-9', title: 'Renew the certificate of the shop', priority: 2, status: 'no such status' },
]
const CLAIMED = {
  internalId: 'ORDER-1044',
  title: 'Find the invoice of October',
  description: 'The customer writes that **two** of them came.\n\n- one of 3 October\n- one of 9 October',
  priority: 2,
  tags: ['invoice'],
}

/** The same people as in ClickUp, and one who is a stranger there. */
export function slackPeople({ state }: ClickUpSandbox): readonly SeededPerson[] {
  const people = [...state.users.values()].map(({ username, email }) => ({ name: username ?? email, email }))
  return [...people, { name: 'Vera Vantage', email: 'vera@elsewhere.example' }]
}

/** Connects Slack, pushes tasks of which ClickUp refuses one, and has one claimed. */
export async function tellTasks(told: Told): Promise<void> {
  const { clickup, slack } = told
  const { id } = await ask<{ id: string }>(told, 'PUT /api/connections/slack', {
    botToken: slack.botToken,
    signingSecret: slack.signingSecret,
    channel: slack.channels.claims,
    baseUrl: slack.apiUrl,
  })
  await ask(told, `POST /api/connections/${id}/test`)
  const { requestUrl } = await ask<{ requestUrl: string }>(told, 'GET /api/slack/setup')
  slack.setRequestUrl(requestUrl)
  await ask(told, 'POST /api/tasks/upsert', TASKS)
  clickup.failNext({
    matching: /POST \/v2\/list\/\w+\/task$/,
    status: 403,
    body: { err: 'Team not authorized', ECODE: 'OAUTH_027' },
  })
  await ask(told, 'POST /api/tasks/upsert', [{ internalId: 'LEAD-78', title: 'Plan a visit', priority: 4 }])
  await ask(told, 'POST /api/tasks/upsert', [CLAIMED])
  await claim(told)
}

async function claim(told: Told): Promise<void> {
  const { clickup, slack } = told
  const entry = () =>
    ask<{ items: readonly { message: { status: string } | null; claimedBy: object | null }[] }>(
      told,
      `GET /api/tasks/upserts?internalId=${CLAIMED.internalId}`,
    )
  await untilTrue(async () => (await entry()).items[0]?.message?.status === 'sent')
  const channel = slack.channels.claims
  const message = slack.messages(channel).findLast(({ text }) => text.includes(CLAIMED.title))
  const email = clickup.state.users.get(clickup.state.memberId)?.email
  if (message === undefined || email === undefined) throw new Error('there is nothing to claim, or nobody')
  await slack.click({ channel, ts: message.ts, actionId: 'claim_task', userId: slack.user(email).id })
  await untilTrue(async () => (await entry()).items[0]?.claimedBy != null)
}

async function untilTrue(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(200)
}
