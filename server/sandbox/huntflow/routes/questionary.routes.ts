import { Type } from 'typebox'

import { invalid, notFound } from '../http/api-error.ts'
import { readBody } from '../http/read-body.ts'
import { type ApiRequest, ok, type Route } from '../http/route.ts'
import { requireAccount, requireApplicant } from '../state/access.ts'
import type { World } from '../world.ts'

/** The same for all organisations here; each has its own in reality. */
const FIELDS = {
  scorecard: { id: 1, type: 'url', title: 'Scorecard', required: false, order: 1 },
  level: { id: 2, type: 'select', title: 'Уровень', required: false, order: 2, values: ['Junior', 'Senior'] },
  notes: { id: 3, type: 'text', title: 'ملاحظات', required: false, order: 3 },
} as const

const Body = Type.Record(Type.String(), Type.Unknown())

/** Names that the schema does not know are left out. */
function readValues(world: World, request: ApiRequest): Readonly<Record<string, unknown>> {
  const body = readBody(world, Body, request.body)
  const known = Object.entries(body).filter(([name]) => name in FIELDS)
  for (const [name, value] of known) {
    const isListed = name !== 'level' || FIELDS.level.values.some((one) => one === value)
    if (typeof value !== 'string' || !isListed) throw invalid('Wrong value', `/${name}`)
  }
  return Object.fromEntries(known)
}

const PATH = '/accounts/{account_id}/applicants/{applicant_id}/questionary'

export const questionaryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts/{account_id}/applicants/questionary',
    handle: (world, request) => {
      requireAccount(world, request)
      return ok(FIELDS)
    },
  },
  {
    method: 'GET',
    path: PATH,
    handle: (world, request) => {
      const { questionary } = requireApplicant(world, request)
      if (questionary === undefined) throw notFound()
      return ok(questionary)
    },
  },
  {
    method: 'POST',
    path: PATH,
    handle: (world, request) => {
      const applicant = requireApplicant(world, request)
      applicant.questionary = readValues(world, request)
      return ok(applicant.questionary)
    },
  },
  {
    method: 'PATCH',
    path: PATH,
    handle: (world, request) => {
      const applicant = requireApplicant(world, request)
      if (applicant.questionary === undefined) throw notFound()
      applicant.questionary = { ...applicant.questionary, ...readValues(world, request) }
      return ok(applicant.questionary)
    },
  },
]
