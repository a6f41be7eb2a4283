import type { HuntflowSandbox } from '../../server/sandbox/huntflow/index.ts'
import { makePdf } from '../../server/sandbox/shared/pdf.ts'
import { fileForm, type HuntflowAsking } from '../support/huntflow-caller.ts'

export interface HuntflowCall extends HuntflowAsking {
  /** As the document writes it. */
  readonly operationId: string
  readonly call: string
  readonly status?: number
}

const ACCOUNT = '/accounts/{account_id}'
const APPLICANT = `${ACCOUNT}/applicants/{applicant_id}`

const first = <Item>(items: Iterable<Item>): Item => {
  for (const item of items) return item
  throw new Error('the sandbox is empty')
}

type Ids = Readonly<Record<'account_id' | 'applicant_id' | 'vacancy_id' | 'external_id', number>>

function idsOf({ state, accountId }: HuntflowSandbox): Ids {
  const applicant = [...state.applicants.values()].find(({ links, externals }) => links[0] && externals[0])
  if (applicant === undefined) throw new Error('nobody is on a vacancy with a résumé')
  return {
    account_id: accountId,
    applicant_id: applicant.id,
    vacancy_id: applicant.links[0]?.vacancyId ?? 0,
    external_id: applicant.externals[0]?.id ?? 0,
  }
}

function callOf(
  ids: Ids,
  operationId: string,
  asking: HuntflowAsking & { query?: string } = {},
): HuntflowCall {
  const { query = '', ...sent } = asking
  const path = operationId.replaceAll(/\{(\w+)\}/g, (_all, name: keyof Ids) => String(ids[name]))
  return { operationId, call: path + query, ...sent }
}

/** Every GET that the sandbox answers. */
export function huntflowReads(sandbox: HuntflowSandbox): readonly HuntflowCall[] {
  const ids = idsOf(sandbox)
  const applicant = sandbox.state.applicants.get(ids.applicant_id)
  if (applicant !== undefined) applicant.questionary = { scorecard: 'https://example.com', level: 'Senior' }
  const get = (path: string, query = ''): HuntflowCall => callOf(ids, `GET ${path}`, { query })
  return [
    get('/me'),
    get('/accounts'),
    get(ACCOUNT),
    get(`${ACCOUNT}/vacancies`, '?count=100&page=1&mine=false&opened=false&state=OPEN&state=HOLD'),
    get(`${ACCOUNT}/vacancies/{vacancy_id}`),
    get(`${ACCOUNT}/vacancies/statuses`),
    get(`${ACCOUNT}/vacancies/status_groups`),
    get(`${ACCOUNT}/rejection_reasons`),
    get(`${ACCOUNT}/applicants/sources`),
    get(`${ACCOUNT}/tags`),
    get(`${ACCOUNT}/applicants`, '?count=30&page=1'),
    get(APPLICANT),
    get(`${ACCOUNT}/applicants/search`, '?q=mail.example&field=all&count=100'),
    get(`${ACCOUNT}/applicants/search_by_cursor`, '?q=mail.example&count=5'),
    get(`${APPLICANT}/logs`, '?count=100'),
    get(`${APPLICANT}/externals/{external_id}`),
    get(`${APPLICANT}/tags`),
    get(`${ACCOUNT}/applicants/questionary`),
    get(`${APPLICANT}/questionary`),
  ]
}

/** Every write that the sandbox answers. */
export function huntflowWrites(sandbox: HuntflowSandbox): readonly HuntflowCall[] {
  const { state } = sandbox
  const ids = idsOf(sandbox)
  const stage = first(state.stages.values()).id
  const source = first(state.sources.values()).id
  const file = first(state.files.values()).id
  const tags = [first(state.tags.values()).id]
  const other = [...state.vacancies.values()].find(
    ({ id, state: one }) => id !== ids.vacancy_id && one === 'OPEN',
  )
  const write = (operationId: string, asking: HuntflowAsking): HuntflowCall =>
    callOf(ids, operationId, asking)
  const body = { first_name: 'Ева', last_name: 'Braun-Lévy', money: '1000 €', email: 'eva@mail.example' }
  const externals = [{ auth_type: 'NATIVE', account_source: source, data: { body: 'CV' }, files: [file] }]
  const social = [{ social_type: 'TELEGRAM', value: '@eva' }]
  const pair = sandbox.createTokens()
  sandbox.expireToken(pair.accessToken)
  return [
    write('POST /token/refresh', { token: null, body: { refresh_token: pair.refreshToken } }),
    write(`POST ${ACCOUNT}/upload`, {
      form: fileForm('cv.pdf', makePdf(['Eva Braun', 'eva@mail.example', 'Salary: 1500'])),
      headers: { 'x-file-parse': 'true' },
    }),
    write(`POST ${ACCOUNT}/applicants`, { body: { ...body, externals, social, birthday: '1990-05-17' } }),
    write(`POST ${APPLICANT}/vacancy`, { body: { vacancy: other?.id, status: stage, comment: 'Hello' } }),
    write(`PUT ${APPLICANT}/vacancy`, { body: { vacancy: ids.vacancy_id, status: stage, files: [file] } }),
    write(`POST ${APPLICANT}/logs`, { body: { comment: 'A note', vacancy: ids.vacancy_id, files: [file] } }),
    write(`POST ${ACCOUNT}/tags`, { body: { name: 'imported 📥', color: '00ad3b' } }),
    write(`POST ${APPLICANT}/tags`, { body: { tags } }),
    write(`POST ${APPLICANT}/questionary`, { body: { notes: 'Quick' } }),
    write(`PATCH ${APPLICANT}/questionary`, { body: { level: 'Junior' } }),
    write(`PUT ${APPLICANT}/externals/{external_id}`, {
      body: { account_source: source, data: { body: 'A newer one' }, files: [file] },
    }),
    { ...write(`DELETE ${APPLICANT}/externals/{external_id}`, {}), status: 204 },
  ]
}
