import { requiredQuery } from '../http/query.ts'
import { optionalFlag, optionalObject, readObject, requiredText } from '../http/read-input.ts'
import { missingParameter } from '../http/api-error.ts'
import { type ApiRequest, inWorkspace, ok, param, type Route } from '../http/route.ts'
import { createHoliday } from '../mutations/absence.ts'
import type { Holiday } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { holidayView } from '../views/absence.view.ts'
import type { World } from '../world.ts'
import { answerWhole } from './answer-list.ts'

function requireHoliday(world: World, request: ApiRequest): Holiday {
  return requireRecord(world, world.state.holidays, { id: param(request, 'holidayId'), what: 'Holiday' })
}

function readHoliday(source: unknown): Omit<Holiday, 'id'> {
  const body = readObject(source)
  const period = optionalObject(body, 'datePeriod')
  if (!period) throw missingParameter('datePeriod')
  return {
    name: requiredText(body, 'name'),
    startDate: requiredText(period, 'startDate').slice(0, 10),
    endDate: requiredText(period, 'endDate').slice(0, 10),
    occursAnnually: optionalFlag(body, 'occursAnnually') ?? false,
    everyone: optionalFlag(body, 'everyoneIncludingNew') ?? true,
    userIds: [],
    userGroupIds: [],
  }
}

/** The deletion answers with another record than the reading: the automatic entry is an object there. */
function deletedView(world: World, holiday: Holiday): object {
  return {
    ...holidayView(world.state, holiday),
    color: '#8BC34A',
    automaticTimeEntryCreation: { enabled: false, defaultEntities: { projectId: '', taskId: '' } },
    users: [],
    userGroups: [],
  }
}

export const holidayRoutes: readonly Route[] = [
  inWorkspace('GET', '/holidays', (world, request) =>
    answerWhole(world, request, {
      items: [...world.state.holidays.values()],
      view: (holiday) => holidayView(world.state, holiday),
    }),
  ),
  inWorkspace('GET', '/holidays/in-period', (world, request) => {
    requiredQuery(request.query, 'assigned-to')
    const start = requiredQuery(request.query, 'start').slice(0, 10)
    const end = requiredQuery(request.query, 'end').slice(0, 10)
    const inPeriod = [...world.state.holidays.values()].filter(
      (holiday) => holiday.startDate <= end && holiday.endDate >= start,
    )
    return ok(inPeriod.map((holiday) => holidayView(world.state, holiday)))
  }),
  inWorkspace('POST', '/holidays', (world, request) =>
    ok(holidayView(world.state, createHoliday(world, readHoliday(request.body)))),
  ),
  inWorkspace('PUT', '/holidays/{holidayId}', (world, request) => {
    const holiday = requireHoliday(world, request)
    Object.assign(holiday, readHoliday(request.body))
    return ok(holidayView(world.state, holiday))
  }),
  inWorkspace('DELETE', '/holidays/{holidayId}', (world, request) => {
    const holiday = requireHoliday(world, request)
    world.state.holidays.delete(holiday.id)
    return ok(deletedView(world, holiday))
  }),
]
