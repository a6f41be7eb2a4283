import { missingParameter } from '../http/api-error.ts'
import { SMALL_PAGES } from '../http/paging.ts'
import {
  oneOf,
  optionalObject,
  optionalText,
  optionalTexts,
  readObject,
  requiredInstant,
  requiredNumber,
  requiredText,
} from '../http/read-input.ts'
import {
  type ApiRequest,
  created,
  empty,
  inWorkspace,
  noContent,
  ok,
  param,
  type Route,
} from '../http/route.ts'
import { matchesName } from '../http/sorting.ts'
import { decideTimeOff, requestTimeOff, withdrawTimeOff } from '../mutations/absence.ts'
import { makeId } from '../state/ids.ts'
import type { Policy } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { balanceView, policyView, timeOffRequestView } from '../views/absence.view.ts'
import { emit } from '../webhooks/emit.ts'
import { balanceBody } from '../webhooks/more-bodies.ts'
import { nowMs, type World } from '../world.ts'
import { answerList } from './answer-list.ts'

function requirePolicy(world: World, request: ApiRequest, name = 'policyId'): Policy {
  return requireRecord(world, world.state.policies, { id: param(request, name), what: 'Policy' })
}

function answerBalances(
  world: World,
  request: ApiRequest,
  pairs: readonly { readonly policy: Policy; readonly userId: string }[],
) {
  return answerList(world, request, {
    items: pairs,
    view: ({ policy, userId }) => balanceView(world.state, policy, userId),
    envelope: (views, page) => ({ balances: views, count: page.total }),
    rules: SMALL_PAGES,
  })
}

function createRequest(world: World, request: ApiRequest, userId: string) {
  const body = readObject(request.body)
  const period = optionalObject(optionalObject(body, 'timeOffPeriod') ?? {}, 'period')
  if (!period) throw missingParameter('timeOffPeriod')
  const made = requestTimeOff(world, {
    userId,
    policyId: param(request, 'policyId'),
    startMs: requiredInstant(period, 'start'),
    endMs: requiredInstant(period, 'end'),
    note: optionalText(body, 'note') ?? null,
  })
  return ok(timeOffRequestView(world.state, made))
}

const policies: readonly Route[] = [
  inWorkspace('GET', '/time-off/policies', (world, request) =>
    answerList(world, request, {
      items: [...world.state.policies.values()].filter((policy) => matchesName(policy.name, request.query)),
      view: (policy) => policyView(world.state, policy),
      rules: SMALL_PAGES,
    }),
  ),
  inWorkspace('POST', '/time-off/policies', (world, request) => {
    const name = requiredText(readObject(request.body), 'name')
    const id = makeId(world.random, nowMs(world))
    const policy: Policy = { id, name, archived: false, timeUnit: 'DAYS', allowance: 20 }
    world.state.policies.set(id, policy)
    return created(policyView(world.state, policy))
  }),
  inWorkspace('GET', '/time-off/policies/{id}', (world, request) =>
    ok(policyView(world.state, requirePolicy(world, request, 'id'))),
  ),
  inWorkspace('PUT', '/time-off/policies/{id}', (world, request) => {
    const policy = requirePolicy(world, request, 'id')
    policy.name = requiredText(readObject(request.body), 'name')
    return ok(policyView(world.state, policy))
  }),
  inWorkspace('PATCH', '/time-off/policies/{id}', (world, request) => {
    const policy = requirePolicy(world, request, 'id')
    policy.archived = requiredText(readObject(request.body), 'status') === 'ARCHIVED'
    return ok(policyView(world.state, policy))
  }),
  inWorkspace('DELETE', '/time-off/policies/{id}', (world, request) => {
    world.state.policies.delete(requirePolicy(world, request, 'id').id)
    return empty
  }),
]

const balances: readonly Route[] = [
  inWorkspace('GET', '/time-off/balance/policy/{policyId}', (world, request) => {
    const policy = requirePolicy(world, request)
    return answerBalances(
      world,
      request,
      [...world.state.users.keys()].map((userId) => ({ policy, userId })),
    )
  }),
  inWorkspace('GET', '/time-off/balance/user/{userId}', (world, request) => {
    const { id: userId } = requireRecord(world, world.state.users, {
      id: param(request, 'userId'),
      what: 'User',
    })
    return answerBalances(
      world,
      request,
      [...world.state.policies.values()].map((policy) => ({ policy, userId })),
    )
  }),
  inWorkspace('PATCH', '/time-off/balance/policy/{policyId}', (world, request) => {
    const body = readObject(request.body)
    requirePolicy(world, request)
    const value = requiredNumber(body, 'value')
    for (const userId of optionalTexts(body, 'userIds') ?? []) {
      emit(
        world,
        'BALANCE_UPDATED',
        balanceBody(world, { userId, value, note: optionalText(body, 'note') ?? '' }),
      )
    }
    return noContent
  }),
]

const requests: readonly Route[] = [
  inWorkspace('POST', '/time-off/requests', (world, request) => {
    const statuses = optionalTexts(readObject(request.body), 'statuses') ?? []
    const all = [...world.state.timeOffRequests.values()].filter(
      (one) => statuses.length === 0 || statuses.includes('ALL') || statuses.includes(one.status),
    )
    const size = Number(readObject(request.body)['pageSize'] ?? 50)
    const from = (Number(readObject(request.body)['page'] ?? 1) - 1) * size
    const shown = all.slice(from, from + Math.min(200, size))
    return ok({ count: all.length, requests: shown.map((one) => timeOffRequestView(world.state, one)) })
  }),
  inWorkspace('POST', '/time-off/policies/{policyId}/requests', (world, request) =>
    createRequest(world, request, request.caller.userId),
  ),
  inWorkspace('POST', '/time-off/policies/{policyId}/users/{userId}/requests', (world, request) =>
    createRequest(world, request, param(request, 'userId')),
  ),
  inWorkspace('PATCH', '/time-off/policies/{policyId}/requests/{requestId}', (world, request) => {
    const status = oneOf(requiredText(readObject(request.body), 'status'), ['APPROVED', 'REJECTED'], 'status')
    return ok(timeOffRequestView(world.state, decideTimeOff(world, param(request, 'requestId'), status)))
  }),
  inWorkspace('DELETE', '/time-off/policies/{policyId}/requests/{requestId}', (world, request) =>
    ok(timeOffRequestView(world.state, withdrawTimeOff(world, param(request, 'requestId')))),
  ),
]

export const timeOffRoutes: readonly Route[] = [...policies, ...balances, ...requests]
