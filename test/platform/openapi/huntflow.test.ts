import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { extractFacts } from '../../../scripts/openapi-facts.ts'
import {
  buildRequest,
  createCatalogue,
  createCompiler,
  loadCatalogue,
  readDocument,
  validateCall,
} from '../../../server/platform/openapi/index.ts'
import { projectRoot } from '../../../server/shared/project-root.ts'
import { aDocument } from './support/a-document.ts'

const catalogue = loadCatalogue()
const compiler = createCompiler()
const UPLOAD = 'upload_file_accounts__account_id__upload_post'
const CHANGE_STATUS =
  'change_applicant_vacancy_status_accounts__account_id__applicants__applicant_id__vacancy_put'

function compiled(operationId: string) {
  const operation = catalogue.find('huntflow', operationId)
  if (operation === undefined) throw new Error(`there is no ${operationId}`)
  return compiler.compile(operation)
}

it('paths begin with the version, which the vendor keeps in the address of its server', () => {
  const paths = catalogue.list({ connector: 'huntflow' }).map(({ path }) => path)
  const { servers } = JSON.parse(readFileSync(join(projectRoot, 'openapi/huntflow.json'), 'utf8'))

  expect(paths.filter((path) => !path.startsWith('/v2/'))).toEqual([])
  expect(servers).toBeUndefined()
})

it('the path of a relative server belongs to the paths, in an imported document and in facts of it', () => {
  const source = {
    ...aDocument({ paths: { '/me': { get: { operationId: 'me' } } } }),
    servers: [{ url: '/v9/' }],
  }
  const pathsOf = (root: Parameters<typeof readDocument>[0]) =>
    createCatalogue({
      documents: [{ connector: 'a', document: () => readDocument(root), overlay: () => undefined }],
    })
      .list()
      .map(({ path }) => path)

  expect(pathsOf(source)).toEqual(['/v9/me'])
  expect(pathsOf(JSON.stringify(extractFacts(source, 'a')))).toEqual(['/v9/me'])
  expect(pathsOf({ ...source, servers: [{ url: 'https://example.com/v9' }] })).toEqual(['/me'])
})

it('bounds that exclude are kept although they are no 3.0', () => {
  const call = (accountId: unknown) =>
    validateCall(compiled('get_production_calendar_production_calendars__calendar_id__get'), {
      path: { calendar_id: accountId },
    }).violations

  expect(call(1)).toEqual([])
  const body = { vacancy: 0, status: 5 }
  const path = { account_id: 1, applicant_id: 2 }
  expect(validateCall(compiled(CHANGE_STATUS), { path, body }).violations).toMatchObject([
    { pointer: '/vacancy', message: 'must be more than 0' },
  ])
})

it('files are uploaded with the wish to have them read', () => {
  const call = compiled(UPLOAD)
  const { violations, values } = validateCall(call, {
    path: { account_id: 1 },
    headers: { 'x-file-parse': 'true' },
    body: { file: { $file: { name: 'cv.pdf', contentType: 'application/pdf', base64: 'JVBERg==' } } },
  })
  const request = buildRequest(call.operation, values, {
    baseUrl: 'https://example.com',
    newBoundary: () => 'b',
  })

  expect(violations).toEqual([])
  expect(request.url).toBe('https://example.com/v2/accounts/1/upload')
  expect(request.headers).toMatchObject({
    'x-file-parse': 'true',
    'content-type': 'multipart/form-data; boundary=b',
  })
  expect(Buffer.from(request.body ?? '').toString()).toContain('name="file"; filename="cv.pdf"')
})

it('ids come from the lists that have them, the organization first', () => {
  const { needs } = compiled(CHANGE_STATUS).operation

  expect(
    needs.map(({ in: place, name, operationId }) => [place, name, operationId?.split('_accounts')[0]]),
  ).toEqual([
    ['path', 'account_id', 'get_organizations_list'],
    ['path', 'applicant_id', 'get_applicants_list'],
    ['body', 'vacancy', 'get_vacancies_list'],
    ['body', 'status', 'get_vacancy_statuses'],
    ['body', 'rejection_reason', 'get_rejection_reasons'],
  ])
})
