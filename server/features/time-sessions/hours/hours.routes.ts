import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Guard } from '../../../platform/http/index.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { OvertimeView } from '../overtime/overtime.schemas.ts'
import { readBoard } from '../overtime/read-board.ts'
import { addUpHours, tryLimits } from './add-up-hours.ts'
import { HoursQuery, HoursView, WhatIfQuery, WhatIfView } from './hours.schemas.ts'

interface HoursRouteDeps extends TimeSessionDeps {
  readonly guard: Guard
}

const tags = ['time sessions']

export const hoursRoutes: FastifyPluginAsyncTypebox<{ deps: HoursRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps
  const onRequest = guard.requires('reader')

  app.get(
    '/api/time-sessions/hours',
    {
      onRequest,
      schema: {
        operationId: 'addUpTimeSessions',
        tags,
        summary: 'Hours by person, project, day or week',
        querystring: HoursQuery,
        response: { 200: HoursView },
      },
    },
    async (request) => addUpHours(deps, guard.scopeOf(request), request.query),
  )

  app.get(
    '/api/overtime',
    {
      onRequest,
      schema: {
        operationId: 'getOvertime',
        tags,
        summary: 'What runs now and for how long, and who is over a limit',
        response: { 200: OvertimeView },
      },
    },
    async (request) => readBoard(deps, guard.scopeOf(request)),
  )

  app.get(
    '/api/overtime/what-if',
    {
      onRequest,
      schema: {
        operationId: 'tryOvertimeLimits',
        tags,
        summary: 'Who would have been over other limits; nothing is marked or mailed',
        querystring: WhatIfQuery,
        response: { 200: WhatIfView },
      },
    },
    async (request) => tryLimits(deps, guard.scopeOf(request), request.query),
  )
}
