import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HuntflowSandbox } from '../../server/sandbox/huntflow/index.ts'
import { HUNTFLOW_ROUTES } from '../../server/sandbox/huntflow/routes/all-routes.ts'
import { askHuntflow, startSmallHuntflow } from '../support/huntflow-caller.ts'
import { hasHuntflowDocument, readHuntflowDocument } from '../support/huntflow-document.ts'
import type { VendorDocument } from '../support/vendor-document.ts'
import { type HuntflowCall, huntflowReads, huntflowWrites } from './huntflow-calls.ts'

/** Where answers are not as documented, each with what shows that the document is wrong or thin. */
const DEVIATIONS: readonly { readonly complaint: RegExp; readonly reason: string }[] = [
  {
    complaint: /^POST .*\/logs: \/applicant_offer must be object$/,
    reason: 'required, but a note has no offer: the official client takes null',
  },
]

describe.skipIf(!hasHuntflowDocument)('the Huntflow sandbox against the vendor document', () => {
  let document: VendorDocument
  let sandbox: HuntflowSandbox
  const complaints: string[] = []

  async function askAll(calls: readonly HuntflowCall[]): Promise<readonly string[]> {
    const wrong: string[] = []
    for (const { operationId, call, status: expected = 200, ...sent } of calls) {
      const { status, text } = await askHuntflow(sandbox, call, sent)
      if (status !== expected) wrong.push(`${operationId}: ${status} ${text.slice(0, 200)}`)
      else if (status !== 204) {
        const found = document.judgeAnswer(operationId, status, JSON.parse(text))
        complaints.push(...found.map((complaint) => `${operationId}: ${complaint}`))
      }
    }
    return wrong
  }

  beforeAll(async () => {
    document = await readHuntflowDocument()
    sandbox = await startSmallHuntflow({ checkRequest: document.judgeRequest })
  })
  afterAll(() => sandbox.stop())

  it('answers reads and writes, each with the documented status', async () => {
    expect(await askAll(huntflowReads(sandbox))).toEqual([])
    expect(await askAll(huntflowWrites(sandbox))).toEqual([])
  })

  it('answers in the documented shape but for the known deviations', () => {
    const unknown = complaints.filter(
      (complaint) => !DEVIATIONS.some((deviation) => deviation.complaint.test(complaint)),
    )
    const unused = DEVIATIONS.filter(({ complaint }) => !complaints.some((one) => complaint.test(one)))

    expect({ unknown, unused }).toEqual({ unknown: [], unused: [] })
  })

  it('was asked in the documented way', () => {
    expect(sandbox.requests.complaints.map(({ complaints }) => complaints)).toEqual([])
  })

  it('refuses in the documented shape', async () => {
    const path = '/accounts/{a}/applicants'
    const { body } = await askHuntflow(sandbox, `POST ${path}`, { body: { money: 5 } })

    expect(document.judgeAnswer('POST /accounts/{account_id}/applicants', 400, body)).toEqual([])
  })

  it('leaves no documented property out of its reads', async () => {
    const lacking: string[] = []
    for (const { operationId, call } of huntflowReads(sandbox)) {
      const { body } = await askHuntflow(sandbox, call)
      lacking.push(...document.missing(operationId, body).map((name) => `${operationId} ${name}`))
    }

    expect(lacking).toEqual([])
  })

  it('is asked for everything that it serves', () => {
    const asked = [...huntflowReads(sandbox), ...huntflowWrites(sandbox)].map((one) => one.operationId)
    const served = HUNTFLOW_ROUTES.map(({ method, path }) => `${method} ${path}`)

    expect(served.filter((one) => !asked.includes(one))).toEqual(['GET /files/{key}/{name}'])
  })

  it.each([
    [{ files: [1] }, 'body.files is not documented'],
    [{ money: 1000 }, '/money must be string'],
    [{ externals: [{ files: [1, 2] }] }, '/externals/*/files must NOT have more than 1 items'],
    [{ externals: [{}, {}] }, '/externals must NOT have more than 1 items'],
    [
      { social: [{ social_type: 'SKYPE', value: 'eva' }] },
      '/social/*/social_type must be equal to one of the allowed values',
    ],
    [{ phone: null }, '/phone must be string'],
  ])('catches an applicant with %j', async (body, complaint) => {
    sandbox.requests.clear()
    await askHuntflow(sandbox, 'POST /accounts/{a}/applicants', { body })

    expect(sandbox.requests.complaints.flatMap(({ complaints }) => complaints)).toEqual([
      `POST /accounts/{account_id}/applicants: ${complaint}`,
    ])
  })

  it('catches a parameter in brackets, which Huntflow does not know', async () => {
    sandbox.requests.clear()
    const answer = await askHuntflow(sandbox, 'GET /accounts/{a}/vacancies?state[]=OPEN')

    expect(answer.status).toBe(200)
    expect(sandbox.requests.complaints.flatMap(({ complaints }) => complaints)).toEqual([
      'GET /accounts/{account_id}/vacancies: query state[] is not documented',
    ])
  })
})
