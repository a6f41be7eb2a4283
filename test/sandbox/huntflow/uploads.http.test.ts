import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { HuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import { makePdf } from '../../../server/sandbox/shared/pdf.ts'
import { askHuntflow, errorOf, fileForm, startSmallHuntflow } from '../../support/huntflow-caller.ts'

let sandbox: HuntflowSandbox
beforeAll(async () => {
  sandbox = await startSmallHuntflow()
})
afterAll(() => sandbox.stop())

const PARSE = { 'x-file-parse': 'true' }
const upload = (form: FormData, headers: Record<string, string> = {}) =>
  askHuntflow(sandbox, 'POST /accounts/{a}/upload', { form, headers })
const cv = makePdf([
  'Eva Maria Braun',
  'Position: Tester',
  'eva@mail.example',
  '+49 30 1234567',
  'Salary: 2 500 EUR',
])

describe('an upload', () => {
  it('is kept, and read only when asked', async () => {
    const plain = await upload(fileForm('cv – резюме.pdf', cv))
    const parsed = await upload(fileForm('cv – резюме.pdf', cv), PARSE)
    const file = await fetch(String(plain.body['url']))

    expect(plain.body).toMatchObject({
      content_type: 'application/pdf',
      name: 'cv – резюме.pdf',
      fields: null,
    })
    expect(parsed.body).toMatchObject({
      id: plain.body['id'],
      text: expect.stringContaining('Position: Tester'),
      fields: {
        name: { first: 'Eva', middle: 'Maria', last: 'Braun' },
        email: 'eva@mail.example',
        phones: ['+49 30 1234567'],
        salary: 2500,
        position: 'Tester',
      },
      parsing_meta: { last_names_ignored: false, emails_ignored: false, phones_ignored: false },
    })
    expect(Buffer.from(await file.arrayBuffer()).equals(cv)).toBe(true)
  })

  it('leaves out what it is told to ignore', async () => {
    const { body } = await upload(fileForm('cv.pdf', cv), {
      ...PARSE,
      'x-ignore-email': 'eva@mail.example',
      'x-ignore-lastname': 'Petrov,Braun',
      'x-ignore-phone': '+49 30 1234567',
    })

    expect(body).toMatchObject({
      fields: { email: null, name: { first: 'Eva', last: null }, phones: [] },
      parsing_meta: { last_names_ignored: true, emails_ignored: true, phones_ignored: true },
    })
  })

  it('that only says that it is a PDF is kept without fields', async () => {
    const { status, body } = await upload(fileForm('cv.pdf', '<html>Sign in</html>'), PARSE)

    expect([status, body['text'], body['fields'], body['parsing_meta']]).toEqual([200, null, null, null])
    expect(sandbox.state.files.get(Number(body['id']))?.name).toBe('cv.pdf')
  })

  it('of a kind that nobody reads is refused when it shall be read', async () => {
    const type = 'application/vnd.ms-powerpoint'
    const refused = await upload(fileForm('slides.ppt', 'slides', type), PARSE)

    expect(errorOf(refused)).toBe(`validation_error: Cannot parse a file with content_type = '${type}'`)
    expect((await upload(fileForm('slides.ppt', 'slides', type))).status).toBe(200)
  })

  it('needs a file, of fifteen megabytes at most', async () => {
    const other = new FormData()
    other.set('preset', 'x')
    const big = fileForm('big.pdf', Buffer.alloc(15 * 1024 * 1024 + 1))

    expect(errorOf(await upload(other))).toBe('value_error.missing: field required at /file')
    expect(errorOf(await upload(big))).toBe('validation_error: File is too large at /file')
  })

  it('lies in the organisation that it was sent to', async () => {
    const { managed } = sandbox.state.accounts
    const form = fileForm('elsewhere.pdf', 'elsewhere')
    const { body } = await askHuntflow(sandbox, `POST /accounts/${managed}/upload`, { form })
    const created = await askHuntflow(sandbox, 'POST /accounts/{a}/applicants', {
      body: { externals: [{ files: [body['id']] }] },
    })

    expect(errorOf(created)).toBe('validation_error: Unknown file at /externals/0/files')
  })
})
