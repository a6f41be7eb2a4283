import { Type } from 'typebox'

import { createApplicant } from '../applicants/create-applicant.ts'
import { searchApplicants } from '../applicants/search-applicants.ts'
import { invalid } from '../http/api-error.ts'
import { readBody } from '../http/read-body.ts'
import { countIn, mapPage, pageOf, positiveIn, wordsIn } from '../http/read-query.ts'
import { type ApiRequest, ok, type Route } from '../http/route.ts'
import { requireAccount, requireApplicant } from '../state/access.ts'
import type { Applicant } from '../state/model.ts'
import { applicantView, foundView, newApplicantView } from '../views/applicant.view.ts'
import type { World } from '../world.ts'

const id = Type.Integer({ exclusiveMinimum: 0 })

/** As the document has it; names that it does not know are not looked at. */
const ApplicantBody = Type.Partial(
  Type.Object({
    first_name: Type.String(),
    last_name: Type.String(),
    middle_name: Type.String(),
    money: Type.String(),
    phone: Type.String(),
    email: Type.String({ format: 'email' }),
    skype: Type.String(),
    position: Type.String(),
    company: Type.String(),
    photo: Type.Integer(),
    birthday: Type.String({ format: 'date' }),
    externals: Type.Array(
      Type.Partial(
        Type.Object({
          auth_type: Type.String(),
          account_source: id,
          data: Type.Partial(Type.Object({ body: Type.String() })),
          files: Type.Array(id, { maxItems: 1 }),
        }),
      ),
      { maxItems: 1 },
    ),
    social: Type.Array(Type.Object({ social_type: Type.Enum(['TELEGRAM']), value: Type.String() }), {
      maxItems: 1,
    }),
  }),
)

function create(world: World, request: ApiRequest): Applicant {
  const { account } = requireAccount(world, request)
  const body = readBody(world, ApplicantBody, request.body ?? {})
  return createApplicant(world, account.id, {
    firstName: body.first_name,
    lastName: body.last_name,
    middleName: body.middle_name,
    money: body.money,
    phone: body.phone,
    email: body.email,
    skype: body.skype,
    position: body.position,
    company: body.company,
    photoId: body.photo,
    birthday: body.birthday,
    externals: (body.externals ?? []).map((one) => ({
      authType: one.auth_type,
      sourceId: one.account_source,
      text: one.data?.body,
      fileIds: one.files,
    })),
    telegram: body.social?.[0]?.value,
    userId: request.caller.userId,
  })
}

const LIST_MOST = 30
const SEARCH_MOST = 100
/** Search does not go further. */
const SEARCH_END = 20_000

function list(world: World, request: ApiRequest) {
  const { account } = requireAccount(world, request)
  const { query } = request
  const [stageId, vacancyId] = [positiveIn(query, 'status'), positiveIn(query, 'vacancy')]
  wordsIn(query, 'agreement_state', ['not_sent', 'sent', 'accepted', 'declined'])
  const found = searchApplicants(world.state, account.id, new URLSearchParams()).filter(
    ({ links }) =>
      (stageId === undefined && vacancyId === undefined) ||
      links.some(
        (link) =>
          (stageId ?? link.stageId) === link.stageId && (vacancyId ?? link.vacancyId) === link.vacancyId,
      ),
  )
  const wanted = query.has('agreement_state') ? [] : found
  return mapPage(pageOf(wanted, query, LIST_MOST), (applicant) => applicantView(world, applicant))
}

function search(world: World, request: ApiRequest) {
  const { account } = requireAccount(world, request)
  const { query } = request
  const page = pageOf(searchApplicants(world.state, account.id, query), query, SEARCH_MOST)
  if (page.page * page.count > SEARCH_END) throw invalid('Search window is too large')
  const first = (page.page - 1) * page.count
  const items = page.items.map((one, index) => ({ ...foundView(world, one), order: first + index + 1 }))
  return { ...page, items }
}

/** The cursor is the last id of the page before. */
function searchByCursor(world: World, request: ApiRequest) {
  const { account } = requireAccount(world, request)
  const { query } = request
  const cursor = query.get('next_page_cursor')
  const before = cursor === null ? Infinity : Number(Buffer.from(cursor, 'base64url').toString())
  if (Number.isNaN(before) || cursor === '') throw invalid('Wrong cursor')
  const count = countIn(query, SEARCH_MOST)
  const left = searchApplicants(world.state, account.id, query).filter((one) => one.id < before)
  const items = left.slice(0, count)
  const last = items.at(-1)
  const next = left.length > count && last ? Buffer.from(String(last.id)).toString('base64url') : null
  return { items: items.map((one) => foundView(world, one)), next_page_cursor: next }
}

export const applicantRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts/{account_id}/applicants',
    handle: (world, request) => ok(list(world, request)),
  },
  {
    method: 'POST',
    path: '/accounts/{account_id}/applicants',
    handle: (world, request) => ok(newApplicantView(world, create(world, request))),
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/applicants/{applicant_id}',
    handle: (world, request) => ok(applicantView(world, requireApplicant(world, request))),
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/applicants/search',
    handle: (world, request) => ok(search(world, request)),
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/applicants/search_by_cursor',
    handle: (world, request) => ok(searchByCursor(world, request)),
  },
]
