import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import type { CallAnswer } from '../../ui/src/api/types.ts'

const COLORS = ['#03A9F4', '#8BC34A', '#FF5722', '#9C27B0']
const WORDS = ['Website', 'Payroll', 'Migration', 'Research', 'Support', 'Design', 'Audit']

/**
 * While it is used, the page's calls are answered with this. They are led to another server: an answer that the driver gives itself comes
 * in one piece, as none from a network does.
 */
export async function answeringCalls<T>(page: Page, answer: string, use: () => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await page.route('**/api/calls', (route) =>
    route.request().method() === 'POST'
      ? route.continue({ url: `http://127.0.0.1:${port}/` })
      : route.continue(),
  )
  try {
    return await use()
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** An answer of POST /api/calls of about so many bytes: a list of projects as Clockify sends them. */
export function callAnswerOf(bytes: number): string {
  const one = JSON.stringify(projectOf(0)).length
  const body = Array.from({ length: Math.round(bytes / one) }, (_, index) => projectOf(index))
  return JSON.stringify({
    callId: '00000000-0000-4000-8000-000000000000',
    request: { method: 'GET', url: 'https://clockify.example/api/v1/projects', headers: {}, body: null },
    status: 200,
    headers: { 'content-type': 'application/json' },
    body,
    bodyText: null,
    inexact: false,
    durationMs: 1_200,
    attempts: 1,
    violations: [],
    pages: 1,
    truncated: null,
  } satisfies CallAnswer)
}

function projectOf(index: number) {
  const mixed = (index * 2_654_435_761) % 2 ** 32
  return {
    id: mixed.toString(16).padStart(24, '6'),
    name: `${WORDS[mixed % WORDS.length]} ${mixed % 10_007} for client ${index % 400}`,
    hourlyRate: { amount: mixed % 20_000, currency: 'USD' },
    clientId: (index % 400).toString(16).padStart(24, '7'),
    workspaceId: '64a687e29ae1f428e7ebe303',
    billable: index % 3 > 0,
    memberships: [
      { userId: (mixed % 97).toString(16).padStart(24, '5'), hourlyRate: null, membershipStatus: 'ACTIVE' },
    ],
    color: COLORS[index % COLORS.length],
    estimate: { estimate: `PT${mixed % 90}H${mixed % 60}M`, type: 'AUTO' },
    archived: index % 11 === 0,
    duration: `PT${mixed % 900}H`,
    note: index % 5 === 0 ? null : `Agreed in call ${mixed % 5_000}, to be looked at again in a quarter.`,
    public: true,
  }
}
