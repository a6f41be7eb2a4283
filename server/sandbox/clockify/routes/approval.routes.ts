import { oneOf, optionalText, readObject, requiredInstant, requiredText } from '../http/read-input.ts'
import { type ApiRequest, created, inWorkspace, ok, param, type Route } from '../http/route.ts'
import { decideApproval, submitForApproval } from '../mutations/absence.ts'
import { approvalDetailsView, approvalRequestView } from '../views/planning.view.ts'
import type { World } from '../world.ts'
import { answerList } from './answer-list.ts'

const STATES = ['PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN_SUBMISSION', 'WITHDRAWN_APPROVAL'] as const

function submit(world: World, request: ApiRequest, userId: string): object {
  const startMs = requiredInstant(readObject(request.body), 'periodStart')
  return approvalRequestView(world.state, submitForApproval(world, { userId, startMs }))
}

export const approvalRoutes: readonly Route[] = [
  inWorkspace('GET', '/approval-requests', (world, request) => {
    const status = request.query.get('status')
    const items = [...world.state.approvalRequests.values()].filter((one) => !status || one.state === status)
    return answerList(world, request, { items, view: (one) => approvalDetailsView(world.state, one) })
  }),
  inWorkspace('POST', '/approval-requests', (world, request) =>
    created(submit(world, request, request.caller.userId)),
  ),
  inWorkspace('POST', '/approval-requests/users/{userId}', (world, request) =>
    created(submit(world, request, param(request, 'userId'))),
  ),
  inWorkspace('POST', '/approval-requests/resubmit-entries-for-approval', (world, request) =>
    ok(submit(world, request, request.caller.userId)),
  ),
  inWorkspace('POST', '/approval-requests/users/{userId}/resubmit-entries-for-approval', (world, request) =>
    ok(submit(world, request, param(request, 'userId'))),
  ),
  inWorkspace('PATCH', '/approval-requests/{approvalRequestId}', (world, request) => {
    const body = readObject(request.body)
    const state = oneOf(requiredText(body, 'state'), STATES, 'state')
    const decision = { state, note: optionalText(body, 'note') ?? '', updatedBy: request.caller.userId }
    return ok(
      approvalRequestView(world.state, decideApproval(world, param(request, 'approvalRequestId'), decision)),
    )
  }),
]
