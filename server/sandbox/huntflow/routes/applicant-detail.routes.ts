import { Type } from 'typebox'

import { addLog, checkSource } from '../applicants/create-applicant.ts'
import { addToVacancy, changeStage, type Step } from '../applicants/put-on-vacancy.ts'
import { invalid } from '../http/api-error.ts'
import { readBody } from '../http/read-body.ts'
import { flagIn, mapPage, pageOf, positiveIn } from '../http/read-query.ts'
import { type ApiRequest, noContent, ok, type Route } from '../http/route.ts'
import { requireApplicant, requireExternal, requireFiles } from '../state/access.ts'
import { externalView, placedView } from '../views/applicant.view.ts'
import { logView, newLogView } from '../views/log.view.ts'
import { nowMs, type World } from '../world.ts'

const id = Type.Integer({ exclusiveMinimum: 0 })
const Comment = Type.String({ maxLength: 65_535 })

const StepBody = Type.Object({
  vacancy: id,
  status: id,
  comment: Type.Optional(Comment),
  rejection_reason: Type.Optional(id),
  fill_quota: Type.Optional(id),
  employment_date: Type.Optional(Type.String({ format: 'date' })),
  files: Type.Optional(Type.Array(id, { maxItems: 15 })),
})

const LogBody = Type.Object({
  comment: Type.Optional(Comment),
  vacancy: Type.Optional(id),
  files: Type.Optional(Type.Array(id)),
})

const ExternalBody = Type.Object({
  account_source: id,
  data: Type.Object({ body: Type.String() }),
  files: Type.Optional(Type.Array(id, { maxItems: 1 })),
})

function readStep(world: World, request: ApiRequest): Step {
  const body = readBody(world, StepBody, request.body ?? {})
  return {
    vacancyId: body.vacancy,
    stageId: body.status,
    reasonId: body.rejection_reason,
    comment: body.comment,
    fileIds: body.files,
    userId: request.caller.userId,
  }
}

const LOG_MOST = 100

function listLogs(world: World, request: ApiRequest) {
  const { logs } = requireApplicant(world, request)
  const { query } = request
  const [types, vacancyId] = [query.getAll('type'), positiveIn(query, 'vacancy')]
  const isPersonal = flagIn(query, 'personal') ?? false
  const found = logs.filter(
    (entry) =>
      (types.length === 0 || types.includes(entry.type)) &&
      (vacancyId === undefined || entry.vacancyId === vacancyId) &&
      (!isPersonal || entry.vacancyId === null),
  )
  return mapPage(pageOf(found.toReversed(), query, LOG_MOST), (entry) => logView(world, entry))
}

function writeLog(world: World, request: ApiRequest) {
  const applicant = requireApplicant(world, request)
  const { comment = null, vacancy, files = [] } = readBody(world, LogBody, request.body ?? {})
  const { accountId } = applicant
  if (vacancy !== undefined && world.state.vacancies.get(vacancy)?.accountId !== accountId)
    throw invalid('Unknown vacancy', '/vacancy')
  requireFiles(world, { accountId, ids: files, variable: '/files' })
  const entry = addLog(world, applicant, {
    type: 'COMMENT',
    userId: request.caller.userId,
    comment,
    vacancyId: vacancy ?? null,
    fileIds: files,
  })
  return newLogView(world, applicant, entry)
}

function updateExternal(world: World, request: ApiRequest) {
  const { applicant, external } = requireExternal(world, request)
  const { accountId } = applicant
  const body = readBody(world, ExternalBody, request.body)
  checkSource(world, accountId, body.account_source)
  requireFiles(world, { accountId, ids: body.files ?? [], variable: '/files' })
  Object.assign(external, {
    sourceId: body.account_source,
    text: body.data.body,
    fileIds: body.files ?? external.fileIds,
    updatedMs: nowMs(world),
  })
  return externalView(world, external)
}

const APPLICANT = '/accounts/{account_id}/applicants/{applicant_id}'
const EXTERNAL = `${APPLICANT}/externals/{external_id}`

export const applicantDetailRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${APPLICANT}/vacancy`,
    handle: (world, request) => {
      const applicant = requireApplicant(world, request)
      return ok(placedView(addToVacancy(world, applicant, readStep(world, request))))
    },
  },
  {
    method: 'PUT',
    path: `${APPLICANT}/vacancy`,
    handle: (world, request) => {
      const applicant = requireApplicant(world, request)
      return ok(placedView(changeStage(world, applicant, readStep(world, request))))
    },
  },
  { method: 'GET', path: `${APPLICANT}/logs`, handle: (world, request) => ok(listLogs(world, request)) },
  { method: 'POST', path: `${APPLICANT}/logs`, handle: (world, request) => ok(writeLog(world, request)) },
  {
    method: 'GET',
    path: EXTERNAL,
    handle: (world, request) => ok(externalView(world, requireExternal(world, request).external)),
  },
  { method: 'PUT', path: EXTERNAL, handle: (world, request) => ok(updateExternal(world, request)) },
  {
    method: 'DELETE',
    path: EXTERNAL,
    handle: (world, request) => {
      const { applicant, external } = requireExternal(world, request)
      applicant.externals.splice(applicant.externals.indexOf(external), 1)
      return noContent
    },
  },
]
